using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>The tables beside an embedded font: which bytes are a code, and which characters a code stands for (ISO 32000-1, 9.7.5 and 9.10.3).</summary>
internal static class CharacterMaps
{
    private const int MostInABlock = 100;
    private const int LongestText = 255;

    /// <summary>The name of <see cref="Codes"/>: a PDF name without its slash.</summary>
    public const string CodesName = "Portal-Codes";

    /// <summary>Codes of one and of two bytes, each standing for itself; the same for all fonts of <see cref="GlyphCodes"/>.</summary>
    public static ReadOnlySpan<byte> Codes()
    {
        var map = Open(CodesName, "Identity", 1).Append("/WMode 0 def\n"u8);
        GlyphCodes.AppendCodespace(map);
        return Close(map.Append("2 begincidrange\n<00><BF> 0\n<C000><F7FF> 49152\nendcidrange\n"u8));
    }

    /// <summary>The table that makes text searchable.</summary>
    /// <param name="codes">Those of the font; null for codes of one byte.</param>
    public static ReadOnlySpan<byte> ToUnicode(IEnumerable<(int Code, string Text)> entries, GlyphCodes? codes)
    {
        var map = Open("Adobe-Identity-UCS", "UCS", 2);
        if (codes is null) map.Append("1 begincodespacerange\n<00><FF>\nendcodespacerange\n"u8);
        else if (codes.IsGlyphNumbers) map.Append("1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"u8);
        else GlyphCodes.AppendCodespace(map);
        foreach (var block in entries.Chunk(MostInABlock))
        {
            map.Append(block.Length).Append(" beginbfchar\n"u8);
            foreach (var (code, text) in block)
            {
                AppendCode(map, code, codes?.LengthOf(code) ?? 1).Append((byte)'<');
                foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText))) map.AppendHex(c);
                map.Append(">\n"u8);
            }
            map.Append("endbfchar\n"u8);
        }
        return Close(map);
    }

    private static PdfBuffer Open(string name, string ordering, int type) => new PdfBuffer(16 * 1024)
        .Append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering("u8).Append(ordering)
        .Append(")/Supplement 0>>def\n/CMapName/"u8).Append(name).Append(" def\n/CMapType "u8).Append(type).Append(" def\n"u8);

    private static ReadOnlySpan<byte> Close(PdfBuffer map) => map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"u8).Written;

    private static PdfBuffer AppendCode(PdfBuffer map, int code, int length)
    {
        map.Append((byte)'<');
        for (var shift = 8 * (length - 1); shift >= 0; shift -= 8) map.AppendHex([(byte)(code >> shift)]);
        return map.Append((byte)'>');
    }
}
