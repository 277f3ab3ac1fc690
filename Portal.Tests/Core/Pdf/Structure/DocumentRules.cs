using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>ISO 19005-2, 6.1, 6.2 and 6.6, and ISO 14289-1, 7.1: what the file says of itself, its colours, and what it may not hold.</summary>
internal sealed class DocumentRules(WrittenPdf pdf, List<string> faults)
{
    private const int LongestString = 32_767, LongestName = 127, MostObjects = 8_388_607;
    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", Dc = "http://purl.org/dc/elements/1.1/", Xmp = "http://ns.adobe.com/xap/1.0/",
        PdfNs = "http://ns.adobe.com/pdf/1.3/", PdfaId = "http://www.aiim.org/pdfa/ns/id/", PdfuaId = "http://www.aiim.org/pdfua/ns/id/";

    private static readonly HashSet<string> ForbiddenKeys =
        ["/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/Alternates", "/OPI", "/PS", "/TR", "/TR2", "/HTP", "/AlternatePresentations", "/PresSteps", "/Requirements", "/XFA", "/NeedsRendering", "/Launch", "/Ref", "/RichMediaContent", "/FFilter", "/URI"];

    private static readonly HashSet<string> Spaces = ["/DeviceRGB", "/DeviceGray"];

    public void Check()
    {
        CheckCatalog();
        CheckMetadata();
        CheckOutline();
        foreach (var page in pdf.Pages)
        {
            if (WrittenPdf.String(WrittenPdf.Get(pdf.Object(page), "/Tabs")) != "/S") faults.Add($"{page}: /Tabs is not /S");
        }
        var count = 0;
        foreach (var (reference, value, isStream) in pdf.Objects)
        {
            count++;
            if (isStream) CheckStream(reference, value);
            Scan(reference, value);
        }
        if (count > MostObjects) faults.Add($"{count} objects");
    }

    private void CheckCatalog()
    {
        if (WrittenPdf.Has(pdf.Trailer, "/Encrypt")) faults.Add("encrypted");
        if (WrittenPdf.Items(WrittenPdf.Get(pdf.Trailer, "/ID")).Count() != 2) faults.Add("no file identifier");
        if (string.IsNullOrEmpty(WrittenPdf.Text(WrittenPdf.Get(pdf.Catalog, "/Lang")))) faults.Add("no /Lang");
        if (pdf.Resolve(pdf.Resolve(pdf.Catalog, "/MarkInfo"), "/Marked").ValueKind != JsonValueKind.True) faults.Add("not marked");
        if (pdf.Resolve(pdf.Resolve(pdf.Catalog, "/MarkInfo"), "/Suspects").ValueKind == JsonValueKind.True) faults.Add("suspects");
        if (pdf.Resolve(pdf.Resolve(pdf.Catalog, "/ViewerPreferences"), "/DisplayDocTitle").ValueKind != JsonValueKind.True) faults.Add("no /DisplayDocTitle");
        var intents = WrittenPdf.Items(pdf.Resolve(pdf.Catalog, "/OutputIntents")).Select(pdf.Resolve).ToList();
        if (!intents.Any(intent => WrittenPdf.String(WrittenPdf.Get(intent, "/S")) == "/GTS_PDFA1" && WrittenPdf.Has(intent, "/DestOutputProfile") && WrittenPdf.Has(intent, "/OutputConditionIdentifier"))) faults.Add("no output intent");
        var labels = pdf.Tree(WrittenPdf.Get(pdf.Catalog, "/PageLabels"), "/Nums").ToList();
        if (labels.Count == 0 || WrittenPdf.Integer(labels[0].Key) != 0) faults.Add("no label for the first page");
        if (labels.Any(label => WrittenPdf.Integer(label.Key) >= pdf.Pages.Count)) faults.Add("a label for a page that is not there");
    }

    private void CheckMetadata()
    {
        if (WrittenPdf.String(WrittenPdf.Get(pdf.Catalog, "/Metadata")) is not { } reference)
        {
            faults.Add("no XMP");
            return;
        }
        if (WrittenPdf.Has(pdf.Object(reference), "/Filter")) faults.Add("XMP is compressed");
        var xmp = XDocument.Parse(Encoding.UTF8.GetString(pdf.Stream(reference)).TrimStart('\uFEFF'));
        var information = pdf.Resolve(pdf.Trailer, "/Info");
        Same("pdfaid:part", Value(PdfaId + "part"), "2");
        Same("pdfaid:conformance", Value(PdfaId + "conformance"), "A");
        Same("pdfuaid:part", Value(PdfuaId + "part"), "1");
        Same("/Title", Text("/Title"), Value(Dc + "title"));
        Same("/Author", Text("/Author"), Value(Dc + "creator"));
        Same("/Subject", Text("/Subject"), Value(Dc + "description"));
        Same("/Producer", Text("/Producer"), Value(PdfNs + "Producer"));
        Same("/Creator", Text("/Creator"), Value(Xmp + "CreatorTool"));
        Same("/CreationDate", Date(Text("/CreationDate")), Value(Xmp + "CreateDate"));
        Same("/ModDate", Date(Text("/ModDate")), Value(Xmp + "ModifyDate"));
        if (string.IsNullOrWhiteSpace(Value(Dc + "title"))) faults.Add("no title");

        string? Text(string key) => WrittenPdf.Text(WrittenPdf.Get(information, key));
        string? Value(XName name) => xmp.Descendants(name).FirstOrDefault() is { } found ? found.Descendants(Rdf + "li").FirstOrDefault()?.Value ?? found.Value : null;
    }

    private static string? Date(string? pdfDate) =>
        DateTime.TryParseExact(pdfDate, "'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;

    private void Same(string what, string? one, string? other)
    {
        if (one is null || one != other) faults.Add($"{what}: [{Short(one)}] against [{Short(other)}]");
    }

    private static string Short(string? text) => text is null ? "nothing" : text.Length > 80 ? text[..80] + "…" : text;

    private void CheckOutline()
    {
        var root = WrittenPdf.Get(pdf.Catalog, "/Outlines");
        if (root.ValueKind != JsonValueKind.String) return;
        var pages = pdf.Pages.ToHashSet();
        var seen = new HashSet<string>();
        VisitOutline(WrittenPdf.String(root)!, pages, seen);
    }

    private void VisitOutline(string parent, HashSet<string> pages, HashSet<string> seen)
    {
        string? previous = null;
        for (var at = WrittenPdf.String(WrittenPdf.Get(pdf.Object(parent), "/First")); at is not null; at = WrittenPdf.String(WrittenPdf.Get(pdf.Object(at), "/Next")))
        {
            var entry = pdf.Object(at);
            if (!seen.Add(at))
            {
                faults.Add($"{at}: the outline runs in a ring");
                return;
            }
            if (WrittenPdf.String(WrittenPdf.Get(entry, "/Parent")) != parent || WrittenPdf.String(WrittenPdf.Get(entry, "/Prev")) != previous) faults.Add($"{at}: outline links disagree");
            if (string.IsNullOrWhiteSpace(WrittenPdf.Text(WrittenPdf.Get(entry, "/Title")))) faults.Add($"{at}: an outline entry without a title");
            var target = WrittenPdf.Items(pdf.Resolve(entry, "/Dest")).ToList();
            if (target.Count < 2 || !pages.Contains(WrittenPdf.String(target[0]) ?? "")) faults.Add($"{at}: an outline entry that leads nowhere");
            VisitOutline(at, pages, seen);
            previous = at;
        }
        if (WrittenPdf.String(WrittenPdf.Get(pdf.Object(parent), "/Last")) != previous) faults.Add($"{parent}: the outline's last is not its last");
    }

    private void CheckStream(string reference, JsonElement dictionary)
    {
        if (WrittenPdf.Has(dictionary, "/F")) faults.Add($"{reference}: a stream outside the file");
        foreach (var filter in WrittenPdf.Items(WrittenPdf.Get(dictionary, "/Filter")))
        {
            if (WrittenPdf.String(filter) != "/FlateDecode") faults.Add($"{reference}: filter {filter}");
        }
        if (WrittenPdf.String(WrittenPdf.Get(dictionary, "/Subtype")) != "/Image") return;
        if (!Spaces.Contains(WrittenPdf.String(WrittenPdf.Get(dictionary, "/ColorSpace")) ?? "")) faults.Add($"{reference}: an image in another colour space");
        if (WrittenPdf.Get(dictionary, "/Interpolate").ValueKind == JsonValueKind.True) faults.Add($"{reference}: interpolated");
    }

    private void Scan(string where, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Scan(where, item);
                break;
            case JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                {
                    if (ForbiddenKeys.Contains(entry.Name)) faults.Add($"{where}: holds {entry.Name}");
                    if (entry.Name.Length > LongestName + 1) faults.Add($"{where}: a name of {entry.Name.Length - 1} bytes");
                    Scan(where, entry.Value);
                }
                if (WrittenPdf.String(WrittenPdf.Get(value, "/Type")) == "/Group" && !WrittenPdf.Has(value, "/CS")) faults.Add($"{where}: a transparency group without a colour space");
                if (WrittenPdf.String(WrittenPdf.Get(value, "/S")) is "/JavaScript" or "/Launch" or "/Sound" or "/Movie" or "/ResetForm" or "/ImportData" or "/URI" or "/GoToR") faults.Add($"{where}: a forbidden action");
                break;
            case JsonValueKind.String:
                if (LengthOf(value.GetString()!) > LongestString) faults.Add($"{where}: a string of {LengthOf(value.GetString()!)} bytes");
                break;
        }
    }

    /// <summary>Bytes as they stand in the file; for text that is not ASCII, two a unit and the mark.</summary>
    private static int LengthOf(string value) => value switch
    {
        ['b', ':', .. var hex] => hex.Length / 2,
        ['u', ':', .. var text] => Ascii.IsValid(text) ? text.Length : (text.Length * 2) + 2,
        _ => 0,
    };

}
