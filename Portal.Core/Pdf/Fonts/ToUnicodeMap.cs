using System.Globalization;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>The table from codes on the page to characters (ISO 32000-1, 9.10.3), which makes text searchable.</summary>
internal static class ToUnicodeMap
{
    private const int MostInABlock = 100;
    private const int LongestText = 255;

    public static ReadOnlySpan<byte> Encode(int codeBytes, IEnumerable<(int Code, string Text)> entries)
    {
        var map = new PdfBuffer(16 * 1024).Append(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"u8);
        map.Append(codeBytes == 1 ? "1 begincodespacerange\n<00><FF>\nendcodespacerange\n"u8 : "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"u8);
        foreach (var block in entries.Chunk(MostInABlock))
        {
            map.Append(block.Length).Append(" beginbfchar\n"u8);
            foreach (var (code, text) in block)
            {
                map.Append((byte)'<').Append(code.ToString(codeBytes == 1 ? "X2" : "X4", CultureInfo.InvariantCulture)).Append("><"u8);
                foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText))) map.AppendHex(c);
                map.Append(">\n"u8);
            }
            map.Append("endbfchar\n"u8);
        }
        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"u8).Written;
    }
}
