using System.Runtime.InteropServices;

namespace Portal.Core.Pdf.Fonts;

/// <summary>The parts of HarfBuzz that its .NET binding leaves out: coverage, subsetting and colour bitmaps.</summary>
internal static unsafe partial class HarfBuzz
{
    private const string Library = "libHarfBuzzSharp";
    private const uint NoHinting = 0x1, RetainGlyphIds = 0x2, NotdefOutline = 0x40, NoLayoutClosure = 0x200;
    private const int DropTables = 3;

    private static readonly string[] TablesNoViewerNeeds =
        ["GSUB", "GPOS", "GDEF", "morx", "kern", "STAT", "DSIG", "BASE", "VORG", "vhea", "vmtx", "VVAR", "HVAR", "MVAR", "meta", "COLR", "CPAL", "SVG "];

    /// <summary>Calls <paramref name="visit"/> for each code point the face maps to a glyph.</summary>
    public static void VisitCoverage(nint face, Action<int> visit)
    {
        var set = hb_set_create();
        try
        {
            hb_face_collect_unicodes(face, set);
            for (var codePoint = uint.MaxValue; hb_set_next(set, ref codePoint) != 0;) visit((int)codePoint);
        }
        finally
        {
            hb_set_destroy(set);
        }
    }

    /// <summary>
    /// The face with only the given glyphs, which keep their numbers: pages that name them are long written when the subset is made.
    /// </summary>
    public static byte[] Subset(nint face, IEnumerable<ushort> glyphs)
    {
        var input = hb_subset_input_create_or_fail();
        nint subset = 0, blob = 0;
        try
        {
            var wanted = hb_subset_input_glyph_set(input);
            hb_set_add(wanted, 0);
            foreach (var glyph in glyphs) hb_set_add(wanted, glyph);
            hb_subset_input_set_flags(input, NoHinting | RetainGlyphIds | NotdefOutline | NoLayoutClosure);
            var dropped = hb_subset_input_set(input, DropTables);
            foreach (var tag in TablesNoViewerNeeds) hb_set_add(dropped, (uint)((tag[0] << 24) | (tag[1] << 16) | (tag[2] << 8) | tag[3]));
            subset = hb_subset_or_fail(face, input);
            if (subset == 0) throw new InvalidOperationException("A font could not be reduced to the glyphs used.");
            blob = hb_face_reference_blob(subset);
            return Bytes(blob);
        }
        finally
        {
            if (blob != 0) hb_blob_destroy(blob);
            if (subset != 0) hb_face_destroy(subset);
            if (input != 0) hb_subset_input_destroy(input);
        }
    }

    /// <summary>A colour glyph's PNG (tables CBDT or sbix); empty where it has none.</summary>
    public static byte[] ColourPng(nint font, ushort glyph)
    {
        var blob = hb_ot_color_glyph_reference_png(font, glyph);
        try
        {
            return Bytes(blob);
        }
        finally
        {
            hb_blob_destroy(blob);
        }
    }

    private static byte[] Bytes(nint blob)
    {
        var data = hb_blob_get_data(blob, out var length);
        return new ReadOnlySpan<byte>((void*)data, (int)length).ToArray();
    }

    [LibraryImport(Library)] private static partial nint hb_set_create();
    [LibraryImport(Library)] private static partial void hb_set_destroy(nint set);
    [LibraryImport(Library)] private static partial void hb_set_add(nint set, uint value);
    [LibraryImport(Library)] private static partial int hb_set_next(nint set, ref uint value);
    [LibraryImport(Library)] private static partial void hb_face_collect_unicodes(nint face, nint set);
    [LibraryImport(Library)] private static partial nint hb_face_reference_blob(nint face);
    [LibraryImport(Library)] private static partial void hb_face_destroy(nint face);
    [LibraryImport(Library)] private static partial nint hb_blob_get_data(nint blob, out uint length);
    [LibraryImport(Library)] private static partial void hb_blob_destroy(nint blob);
    [LibraryImport(Library)] private static partial nint hb_ot_color_glyph_reference_png(nint font, uint glyph);
    [LibraryImport(Library)] private static partial nint hb_subset_input_create_or_fail();
    [LibraryImport(Library)] private static partial void hb_subset_input_destroy(nint input);
    [LibraryImport(Library)] private static partial nint hb_subset_input_glyph_set(nint input);
    [LibraryImport(Library)] private static partial void hb_subset_input_set_flags(nint input, uint flags);
    [LibraryImport(Library)] private static partial nint hb_subset_input_set(nint input, int which);
    [LibraryImport(Library)] private static partial nint hb_subset_or_fail(nint face, nint input);
}
