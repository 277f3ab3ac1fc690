using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>ISO 19005-2, 6.2.11: every font embedded, widths that agree with it, every code readable, nothing undefined shown.</summary>
internal sealed partial class FontRules(WrittenPdf pdf, PageContents contents, List<string> faults)
{
    private const double WidthTolerance = 1;

    public void Check()
    {
        foreach (var (reference, codes) in contents.Shown)
        {
            var font = pdf.Object(reference);
            switch (WrittenPdf.String(WrittenPdf.Get(font, "/Subtype")))
            {
                case "/Type0":
                    CheckComposite(reference, font, codes);
                    break;
                case "/Type3":
                    CheckPictures(reference, font, codes);
                    break;
                case var other:
                    faults.Add($"{reference}: a font of type {other}");
                    break;
            }
            CheckReadable(reference, font, codes);
        }
    }

    private void CheckComposite(string reference, JsonElement font, Dictionary<int, bool> codes)
    {
        var descendant = pdf.Resolve(pdf.Resolve(font, "/DescendantFonts")[0]);
        var descriptor = pdf.Resolve(descendant, "/FontDescriptor");
        var name = WrittenPdf.String(WrittenPdf.Get(font, "/BaseFont")) ?? "";
        if (!SubsetName().IsMatch(name)) faults.Add($"{reference}: {name} has no subset tag");
        var isTrueType = WrittenPdf.String(WrittenPdf.Get(descendant, "/Subtype")) == "/CIDFontType2";
        // ISO 32000-1, table 121: a compact font's name carries its map's name.
        var own = WrittenPdf.String(WrittenPdf.Get(descendant, "/BaseFont"));
        if (name != (isTrueType ? own : own + "-Identity-H") || own != WrittenPdf.String(WrittenPdf.Get(descriptor, "/FontName"))) faults.Add($"{reference}: names differ");
        var map = new FontCodes(pdf, font);
        if (!WrittenPdf.Has(descendant, "/CIDSystemInfo")) faults.Add($"{reference}: no CIDSystemInfo");
        if (codes.Keys.Any(code => map.Cid(code) < 0 || map.Glyph(map.Cid(code)) == 0)) faults.Add($"{reference}: .notdef is shown");
        var file = WrittenPdf.String(WrittenPdf.Get(descriptor, "/FontFile2")) ?? WrittenPdf.String(WrittenPdf.Get(descriptor, "/FontFile3"));
        if (file is null)
        {
            faults.Add($"{reference}: {name} is not embedded");
            return;
        }
        if (isTrueType != map.HasGlyphMap) faults.Add($"{reference}: no CIDToGIDMap");
        if (isTrueType != WrittenPdf.Has(descriptor, "/FontFile2")) faults.Add($"{reference}: the kind of file is not that of the font");
        IGlyphWidths inFile = isTrueType ? new TrueTypeWidths(pdf.Stream(file)) : new CompactWidths(pdf.Stream(file));
        var declared = Widths(descendant);
        foreach (var cid in codes.Keys.Select(map.Cid).Where(cid => cid >= 0))
        {
            var glyph = map.Glyph(cid);
            if (glyph >= inFile.Count)
            {
                faults.Add($"{reference}: glyph {glyph} is beyond the font's {inFile.Count}");
                continue;
            }
            if (Math.Abs(declared.GetValueOrDefault(cid, 1000) - inFile.Thousandths(glyph)) > WidthTolerance)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{reference}: {name} glyph {glyph} is {inFile.Thousandths(glyph)} wide, declared {declared.GetValueOrDefault(cid, 1000)}"));
        }
    }

    private Dictionary<int, double> Widths(JsonElement descendant)
    {
        var widths = new Dictionary<int, double>();
        var entries = WrittenPdf.Items(pdf.Resolve(descendant, "/W")).ToList();
        for (var i = 0; i < entries.Count;)
        {
            var first = WrittenPdf.Integer(entries[i]);
            if (entries[i + 1].ValueKind == JsonValueKind.Array)
            {
                foreach (var width in entries[i + 1].EnumerateArray()) widths[first++] = width.GetDouble();
                i += 2;
                continue;
            }
            for (var code = first; code <= WrittenPdf.Integer(entries[i + 1]); code++) widths[code] = entries[i + 2].GetDouble();
            i += 3;
        }
        return widths;
    }

    private void CheckPictures(string reference, JsonElement font, Dictionary<int, bool> codes)
    {
        var names = Type3Names.Of(pdf, font);
        var procedures = pdf.Resolve(font, "/CharProcs");
        var first = WrittenPdf.Integer(pdf.Resolve(font, "/FirstChar"));
        var widths = WrittenPdf.Items(pdf.Resolve(font, "/Widths")).ToList();
        if (first + widths.Count - 1 != WrittenPdf.Integer(pdf.Resolve(font, "/LastChar"))) faults.Add($"{reference}: the number of widths is not that of the codes");
        foreach (var (code, name) in names)
        {
            var orders = new ContentReader(pdf.Stream(WrittenPdf.Get(procedures, name).GetString()!)).Read();
            var begin = orders.First();
            if (begin.Operator is not ("d0" or "d1")) faults.Add($"{reference}: {name} does not begin with its width");
            else if (Math.Abs((double)begin.Operands[0] - widths[code - first].GetDouble()) > WidthTolerance) faults.Add($"{reference}: {name} declares another width than it draws");
        }
        foreach (var code in codes.Keys.Where(code => !names.ContainsKey(code))) faults.Add($"{reference}: code {code} stands for nothing");
    }

    private void CheckReadable(string reference, JsonElement font, Dictionary<int, bool> codes)
    {
        if (WrittenPdf.String(WrittenPdf.Get(font, "/ToUnicode")) is not { } map)
        {
            faults.Add($"{reference}: no ToUnicode");
            return;
        }
        var text = Encoding.Latin1.GetString(pdf.Stream(map));
        var readings = new Dictionary<int, string>();
        foreach (Match entry in MapEntry().Matches(text))
        {
            var bytes = Convert.FromHexString(entry.Groups[2].Value);
            readings[int.Parse(entry.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = Encoding.BigEndianUnicode.GetString(bytes);
            if (bytes.Length is 0 or > 512) faults.Add($"{reference}: a reading of {bytes.Length} bytes");
        }
        foreach (var (code, replaced) in codes)
        {
            if (!readings.TryGetValue(code, out var reading))
            {
                faults.Add($"{reference}: code {code} reads as nothing");
                continue;
            }
            // Encoding gives U+FFFD for half a pair, so a lone half shows as one unless the code is a box for it.
            if (reading.AsSpan().ContainsAny('\0', '\uFEFF', '\uFFFE')) faults.Add($"{reference}: code {code} reads as a forbidden character");
            if (!replaced && reading.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse))
                faults.Add($"{reference}: code {code} reads as private use without ActualText");
        }
    }

    [GeneratedRegex("^/[A-Z]{6}\\+.")]
    private static partial Regex SubsetName();

    [GeneratedRegex("<([0-9A-F]{2,4})><([0-9A-F]*)>\n")]
    private static partial Regex MapEntry();
}
