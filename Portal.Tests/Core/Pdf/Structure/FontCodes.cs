using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>How a composite font's strings fall into codes, and which glyph each code is: read from the file, not from what we know of the writer.</summary>
internal sealed partial class FontCodes
{
    private readonly List<(int Length, int Low, int High)> space = [];
    private readonly List<(int Low, int High, int First)> cids = [];
    private readonly byte[]? glyphs;

    public FontCodes(WrittenPdf pdf, JsonElement font)
    {
        var descendant = pdf.Resolve(pdf.Resolve(font, "/DescendantFonts")[0]);
        var encoding = WrittenPdf.String(WrittenPdf.Get(font, "/Encoding")) ?? "";
        if (encoding == "/Identity-H")
        {
            space.Add((2, 0, 0xFFFF));
            cids.Add((0, 0xFFFF, 0));
        }
        else
        {
            var map = Encoding.Latin1.GetString(pdf.Stream(encoding));
            foreach (Match range in Codespace().Matches(Between(map, "begincodespacerange", "endcodespacerange"))) space.Add((range.Groups[1].Length / 2, Hex(range, 1), Hex(range, 2)));
            foreach (Match range in CidRange().Matches(Between(map, "begincidrange", "endcidrange")))
                cids.Add((Hex(range, 1), Hex(range, 2), int.Parse(range.Groups[3].ValueSpan, CultureInfo.InvariantCulture)));
        }
        var toGlyph = WrittenPdf.String(WrittenPdf.Get(descendant, "/CIDToGIDMap"));
        if (toGlyph is not (null or "/Identity")) glyphs = pdf.Stream(toGlyph);
        HasGlyphMap = toGlyph is not null;
    }

    public bool HasGlyphMap { get; }

    /// <summary>Null where the bytes do not fall into codes.</summary>
    public List<int>? Split(ReadOnlySpan<byte> bytes)
    {
        var codes = new List<int>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = 0;
            foreach (var (bytesOfCode, low, high) in space)
            {
                if (at + bytesOfCode > bytes.Length) continue;
                var code = 0;
                for (var i = 0; i < bytesOfCode; i++) code = (code << 8) | bytes[at + i];
                if (code < low || code > high) continue;
                codes.Add(code);
                length = bytesOfCode;
                break;
            }
            if (length == 0) return null;
            at += length;
        }
        return codes;
    }

    /// <summary>Negative where the map names none.</summary>
    public int Cid(int code)
    {
        foreach (var (low, high, first) in cids)
        {
            if (code >= low && code <= high) return first + code - low;
        }
        return -1;
    }

    public int Glyph(int cid) => glyphs is null ? cid : (cid * 2) + 1 < glyphs.Length ? (glyphs[cid * 2] << 8) | glyphs[(cid * 2) + 1] : 0;

    private static string Between(string map, string from, string to)
    {
        var start = map.IndexOf(from, StringComparison.Ordinal);
        return map[start..map.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static int Hex(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex("<([0-9A-F]+)><([0-9A-F]+)>\n")]
    private static partial Regex Codespace();

    [GeneratedRegex("<([0-9A-F]+)><([0-9A-F]+)> ([0-9]+)\n")]
    private static partial Regex CidRange();
}
