using System.Buffers.Binary;
using System.Globalization;
using HarfBuzzSharp;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// One face as a document uses it: notes which glyphs were drawn and which characters they stand for, and writes the subset at the end.
/// Codes are given as glyphs are met and the glyphs keep their numbers, so pages never wait for the subset.
/// </summary>
internal sealed class EmbeddedFont(FontFace face, int index, int objectNumber) : FontSlot(index, objectNumber, face.Ascent, face.Descent)
{
    // With these a mark's ink stays clear of the lines above and below.
    private const double HighestShift = 0.35, LowestShift = -0.2;
    private const string WordJoiner = "\u2060";
    private readonly GlyphUse used = new(face);
    private readonly PdfBuffer encoded = new(256);
    private Dictionary<ushort, int>? reverse;

    public FontFace Face => face;

    public Font Shaper { get; } = face.NewFont();

    public bool IsUsed => used.Count > 0;

    /// <summary>Sets text of an alphabet that <see cref="FontFace.SetsUnjoined"/>: identifiers, times, hashes, no two of which are the same.</summary>
    public ShapedWord EncodeUnjoined(ReadOnlySpan<char> text)
    {
        encoded.Clear().Append((byte)'(');
        var width = 0;
        foreach (var character in text)
        {
            var glyph = GlyphOf(character);
            used.Codes.Append(encoded, glyph);
            width += used.AdvanceOf(glyph);
        }
        return new ShapedWord(this, encoded.Append((byte)')').Written.ToArray(), width / 1000.0);
    }

    /// <summary>Takes HarfBuzz's glyphs, in visual order, for <paramref name="text"/>.</summary>
    /// <param name="clip">Leave out marks shifted far above or below the line.</param>
    public ShapedWord Encode(ReadOnlySpan<char> text, ReadOnlySpan<GlyphInfo> glyphs, ReadOnlySpan<GlyphPosition> positions, bool rightToLeft, bool clip)
    {
        encoded.Clear();
        var toThousandths = 1000.0 / face.UnitsPerEm;
        int pen = 0, clipped = 0;
        double drawn = 0, rise = 0;
        List<(int, double)>? rises = null;
        var misleading = false;
        var open = false;
        var plain = !rightToLeft && glyphs.Length == text.Length;
        for (var i = 0; i < glyphs.Length; i++)
        {
            // PDF/A forbids showing .notdef, which composition can still yield for a character the face seemed to cover.
            var glyph = glyphs[i].Codepoint == 0 ? Substitute() : (ushort)glyphs[i].Codepoint;
            var (x, y) = ((pen + positions[i].XOffset) * toThousandths, positions[i].YOffset / (double)face.UnitsPerEm);
            pen += positions[i].XAdvance;
            if (clip && y is > HighestShift or < LowestShift)
            {
                clipped++;
                continue;
            }
            if (Math.Abs(y - rise) > 0.0005) Rise(y);
            Advance(x);
            if (!open) encoded.Append((byte)'(');
            open = true;
            drawn += AdvanceOf(glyph);
            // By far the most common: one character, one glyph, known already.
            if (!(plain && glyphs[i].Cluster == i && used.StandsFor(glyph, text[i]) && (i + 1 == glyphs.Length || glyphs[i + 1].Cluster != i)))
                misleading |= glyphs[i].Codepoint == 0 || Note(text, glyphs, i, rightToLeft);
            used.Codes.Append(encoded, glyph);
        }
        Advance(pen * toThousandths);
        Close();
        if (rise != 0) Rise(0);
        // Extractors put right-to-left glyphs in order by themselves; replacement text would be reversed by some of them.
        var replacement = (misleading && !rightToLeft) || PrivateUse.IsIn(text) ? text.ToString() : null;
        return new ShapedWord(this, encoded.Written.ToArray(), pen / (double)face.UnitsPerEm, replacement, clipped, rises?.ToArray());

        void Close()
        {
            if (open) encoded.Append((byte)')');
            open = false;
        }

        void Rise(double to)
        {
            Close();
            encoded.Append("]TJ "u8);
            (rises ??= []).Add((encoded.Length, rise = to));
            encoded.Append(" Ts["u8);
        }

        void Advance(double to)
        {
            var gap = Math.Round(to - drawn);
            if (gap == 0) return;
            Close();
            encoded.AppendNumber(-gap, 0);
            drawn += gap;
        }
    }

    public GlyphCodes Codes => used.Codes;

    /// <param name="codes">Object number of <see cref="CharacterMaps.Codes"/>.</param>
    public void Write(PdfObjects objects, int codes)
    {
        var glyphs = used.Glyphs();
        var font = HarfBuzz.Subset(face.Handle, glyphs);
        var file = objects.Reserve();
        if (face.IsCompact) objects.WriteStream(file, "/Subtype/CIDFontType0C", Table(font, "CFF "u8));
        else objects.WriteStream(file, FormattableString.Invariant($"/Length1 {font.Length}"), font);
        var name = SubsetTag(glyphs) + "+" + string.Concat(face.Name.Where(char.IsAsciiLetterOrDigit));
        var (descriptor, descendant, toUnicode) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        var (ascent, descent) = ((int)Math.Round(Ascent * 1000), (int)Math.Round(Descent * 1000));
        objects.Write(descriptor, FormattableString.Invariant(
            $"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[-1000 -1000 3000 2000]/ItalicAngle 0/Ascent {ascent}/Descent {-descent}/CapHeight 714/StemV 80/FontFile{(face.IsCompact ? 3 : 2)} {file} 0 R>>"));
        var body = new PdfBuffer(glyphs.Length * 8).Append(FormattableString.Invariant(
            $"<</Type/Font/Subtype/CIDFontType{(face.IsCompact ? 0 : 2)}/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000{GlyphNumbers(objects)}/W["));
        foreach (var glyph in glyphs.OrderBy(used.Codes.Of)) body.Append(used.Codes.Of(glyph)).Append((byte)'[').Append(used.AdvanceOf(glyph)).Append((byte)']');
        objects.Write(descendant, body.Append("]>>"u8));
        objects.WriteStream(toUnicode, "", CharacterMaps.ToUnicode(used.Characters(), used.Codes));
        var encoding = used.Codes.IsGlyphNumbers ? "/Identity-H" : FormattableString.Invariant($" {codes} 0 R");
        objects.Write(ObjectNumber, FormattableString.Invariant(
            $"<</Type/Font/Subtype/Type0/BaseFont/{name}{(face.IsCompact ? "-Identity-H" : "")}/Encoding{encoding}/DescendantFonts[{descendant} 0 R]/ToUnicode {toUnicode} 0 R>>"));
    }

    private string GlyphNumbers(PdfObjects objects)
    {
        if (face.IsCompact) return "";
        if (used.Codes.IsGlyphNumbers) return "/CIDToGIDMap/Identity";
        var map = objects.Reserve();
        objects.WriteStream(map, "", used.Codes.ToGlyphNumbers());
        return FormattableString.Invariant($"/CIDToGIDMap {map} 0 R");
    }

    private static ReadOnlySpan<byte> Table(ReadOnlySpan<byte> font, ReadOnlySpan<byte> tag)
    {
        var count = (font[4] << 8) | font[5];
        for (var i = 0; i < count; i++)
        {
            var entry = font.Slice(12 + (16 * i), 16);
            if (!entry[..4].SequenceEqual(tag)) continue;
            var offset = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            var length = BinaryPrimitives.ReadInt32BigEndian(entry[12..]);
            return font.Slice(offset, length);
        }
        throw new InvalidOperationException("A subset font lacks its outlines.");
    }

    /// <summary>Six capital letters that differ between subsets (ISO 32000-1, 9.6.4), drawn from the glyphs so that they repeat.</summary>
    private static string SubsetTag(ReadOnlySpan<ushort> glyphs)
    {
        uint mixed = 2166136261;
        foreach (var glyph in glyphs) mixed = (mixed ^ glyph) * 16777619;
        return string.Create(CultureInfo.InvariantCulture, $"{Letter(0)}{Letter(5)}{Letter(10)}{Letter(15)}{Letter(20)}{Letter(25)}");

        char Letter(int shift) => (char)('A' + ((mixed >> shift & 31) % 26));
    }

    private ushort Substitute()
    {
        foreach (var codePoint in (ReadOnlySpan<char>)"\uFFFD?\u25CC ")
        {
            if (!Shaper.TryGetNominalGlyph(codePoint, out var glyph) || glyph == 0) continue;
            if (used.CharactersOf((ushort)glyph) is null) used.Note((ushort)glyph, codePoint.ToString());
            return (ushort)glyph;
        }
        return 1;
    }

    private ushort GlyphOf(char character)
    {
        var known = used.GlyphOf(character);
        if (known != 0) return known;
        Shaper.TryGetNominalGlyph(character, out var found);
        var glyph = (ushort)found;
        AdvanceOf(glyph);
        if (used.CharactersOf(glyph) is null) used.Note(glyph, character.ToString());
        return used.Remember(character, glyph);
    }

    internal int AdvanceOf(ushort glyph)
    {
        var known = used.AdvanceOf(glyph);
        return known >= 0 ? known : used.Use(glyph, (int)Math.Round(Shaper.GetHorizontalGlyphAdvance(glyph) * 1000.0 / face.UnitsPerEm));
    }

    /// <summary>Notes which characters glyph <paramref name="i"/> stands for. True where the note would mislead an extractor.</summary>
    private bool Note(ReadOnlySpan<char> text, ReadOnlySpan<GlyphInfo> glyphs, int i, bool rightToLeft)
    {
        var glyph = (ushort)glyphs[i].Codepoint;
        var cluster = glyphs[i].Cluster;
        int first = i, last = i;
        while (first > 0 && glyphs[first - 1].Cluster == cluster) first--;
        while (last + 1 < glyphs.Length && glyphs[last + 1].Cluster == cluster) last++;
        var nextGroup = rightToLeft ? first - 1 : last + 1;
        var end = nextGroup >= 0 && nextGroup < glyphs.Length ? (int)glyphs[nextGroup].Cluster : text.Length;
        var characterRun = text[(int)cluster..Math.Max((int)cluster, end)];
        if (first == last)
        {
            if (used.CharactersOf(glyph) is { } known) return !characterRun.SequenceEqual(known);
            used.Note(glyph, characterRun.Length == 0 ? WordJoiner : characterRun.ToString());
            return characterRun.Length == 0;
        }
        if (used.CharactersOf(glyph) is null) used.Note(glyph, PartOfCluster(characterRun.ToString(), glyphs[first..(last + 1)], i - first));
        return true;
    }

    /// <summary>Shares a cluster's characters among its glyphs: those with a character of their own take it, the first other takes the rest.</summary>
    private string PartOfCluster(string characterRun, ReadOnlySpan<GlyphInfo> group, int which)
    {
        reverse ??= ReverseMap();
        if (reverse.TryGetValue((ushort)group[which].Codepoint, out var own)) return char.ConvertFromUtf32(own);
        var rest = characterRun;
        for (var i = 0; i < group.Length; i++)
        {
            if (reverse.TryGetValue((ushort)group[i].Codepoint, out var codePoint))
            {
                var taken = char.ConvertFromUtf32(codePoint);
                var at = rest.IndexOf(taken, StringComparison.Ordinal);
                if (at >= 0) rest = rest.Remove(at, taken.Length);
            }
            else if (i < which) return WordJoiner;
        }
        return rest.Length > 0 ? rest : WordJoiner;
    }

    private Dictionary<ushort, int> ReverseMap()
    {
        var map = new Dictionary<ushort, int>();
        foreach (var codePoint in face.CodePoints())
        {
            if (codePoint is < 0x20 or (>= 0xD800 and < 0xE000) || PrivateUse.Is(codePoint)) continue;
            // Arabic presentation forms are shapes, not characters: nobody searches for them.
            if (codePoint is (>= 0xFB50 and < 0xFE00) or (>= 0xFE70 and < 0xFF00)) continue;
            if (Shaper.TryGetNominalGlyph((uint)codePoint, out var glyph)) map.TryAdd((ushort)glyph, codePoint);
        }
        return map;
    }
}
