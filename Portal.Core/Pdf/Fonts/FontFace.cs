using System.Buffers.Binary;
using System.Collections.Concurrent;
using HarfBuzzSharp;

namespace Portal.Core.Pdf.Fonts;

/// <summary>One face of a font file, mapped into memory and shared by all documents of the process. Never changed once open.</summary>
internal sealed class FontFace
{
    private const int CoverageLimit = 0x40000;
    private const ushort RestrictedLicence = 0x0002;
    private readonly ulong[] coverage = new ulong[CoverageLimit / 64];
    private readonly ConcurrentDictionary<string, bool> unjoined = new(StringComparer.Ordinal);
    private readonly Face face;
    private readonly Lazy<(double Ascent, double Descent)> height;

    private FontFace(string path, int index, Face face)
    {
        (Path, Index) = (path, index);
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        this.face = face;
        height = new(() => FaceHeight.Measure(this));
        UnitsPerEm = face.UnitsPerEm;
        var tables = face.Tables.Select(tag => tag.ToString()).ToHashSet();
        IsColour = tables.Contains("CBDT") || tables.Contains("sbix");
        IsCompact = tables.Contains("CFF ");
        var isLayered = !IsColour && (tables.Contains("COLR") || tables.Contains("SVG "));
        CanDraw = IsColour || tables.Contains("glyf") || (IsCompact && !isLayered);
        using var font = NewFont();
        HarfBuzz.VisitCoverage(face.Handle, codePoint =>
        {
            if (codePoint < CoverageLimit && !(isLayered && IsBlank(font, codePoint))) coverage[codePoint / 64] |= 1ul << (codePoint % 64);
        });
    }

    public string Path { get; }

    /// <summary>Of the face within its file.</summary>
    public int Index { get; }

    public string Name { get; }

    public int UnitsPerEm { get; }

    public int GlyphCount => face.GlyphCount;

    /// <summary>In ems.</summary>
    public double Ascent => height.Value.Ascent;

    /// <summary>In ems, positive.</summary>
    public double Descent => height.Value.Descent;

    public bool IsColour { get; }

    /// <summary>Outlines in a "CFF " table rather than "glyf".</summary>
    public bool IsCompact { get; }

    public nint Handle => face.Handle;

    private bool CanDraw { get; }

    /// <summary>Opens a face; null where the file is no font we can embed, or its licence bits forbid embedding.</summary>
    public static FontFace? TryOpen(string path, int index)
    {
        if (FontFiles.Open(path) is not { } blob || index >= blob.FaceCount) return null;
        var face = new Face(blob, index);
        face.MakeImmutable();
        if (face.GlyphCount is 0 or > 0xFFFF || face.UnitsPerEm <= 0 || !MayEmbed(face)) return null;
        var opened = new FontFace(path, index, face);
        return opened.CanDraw ? opened : null;
    }

    public bool Covers(int codePoint) => codePoint < CoverageLimit && (coverage[codePoint / 64] >> (codePoint % 64) & 1) != 0;

    /// <summary>
    /// Whether no two characters of the alphabet change each other's shape or distance, so that text of it can be set glyph by glyph without
    /// the shaper. Found out once a process.
    /// </summary>
    public bool SetsUnjoined(string alphabet) => unjoined.GetOrAdd(alphabet, text =>
    {
        using var font = NewFont();
        return UnjoinedText.IsUnjoined(font, text);
    });

    public IEnumerable<int> CodePoints()
    {
        for (var codePoint = 0; codePoint < CoverageLimit; codePoint++)
        {
            if (coverage[codePoint / 64] == 0) codePoint |= 63;
            else if (Covers(codePoint)) yield return codePoint;
        }
    }

    /// <summary>A shaping handle in font units. A document has its own, because HarfBuzz fonts are cheap and not shared between threads.</summary>
    public Font NewFont()
    {
        var font = new Font(face);
        font.SetScale(UnitsPerEm, UnitsPerEm);
        font.SetFunctionsOpenType();
        return font;
    }

    /// <summary>
    /// A font whose pictures are layers of colour (tables COLR, SVG), which we do not draw, often has no outline of its own for them. Shown as
    /// text such a character would vanish; not covered, it becomes a box.
    /// </summary>
    private bool IsBlank(Font font, int codePoint)
    {
        if (!font.TryGetNominalGlyph((uint)codePoint, out var glyph)) return true;
        using var head = face.ReferenceTable(Tag.Parse("head"));
        using var locations = face.ReferenceTable(Tag.Parse("loca"));
        var table = locations.AsSpan();
        var width = head.AsSpan() is { Length: > 51 } header && header[51] != 0 ? 4 : 2;
        var at = (int)glyph * width;
        return at + (2 * width) > table.Length || table.Slice(at, width).SequenceEqual(table.Slice(at + width, width));
    }

    private static bool MayEmbed(Face face)
    {
        using var os2 = face.ReferenceTable(Tag.Parse("OS/2"));
        var table = os2.AsSpan();
        return table.Length < 10 || (BinaryPrimitives.ReadUInt16BigEndian(table[8..]) & 0x000F) != RestrictedLicence;
    }
}
