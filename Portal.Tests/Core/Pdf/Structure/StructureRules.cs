using System.Text.Json;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>
/// ISO 14289-1 (PDF/UA-1), clause 7, and ISO 19005-2, 6.7: the logical structure and the pages agree both ways, tables are regular, heading
/// levels do not skip, annotations belong to the structure, identifiers are found.
/// </summary>
internal sealed class StructureRules(WrittenPdf pdf, PageContents contents, List<string> faults)
{
    private static readonly HashSet<string> Standard =
        ["/Document", "/Part", "/Sect", "/Div", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD", "/Caption", "/Span", "/Note", "/Link", "/Form", "/Figure", "/TOC", "/TOCI", "/Reference", "/Quote", "/BlockQuote", "/Code"];

    private readonly Dictionary<(string Page, int Id), string> owners = [];
    private readonly Dictionary<string, string> annotations = [];
    private readonly Dictionary<string, string> identifiers = [];
    private readonly HashSet<string> seen = [];
    private int lastHeading;

    public void Check()
    {
        var root = pdf.Resolve(pdf.Catalog, "/StructTreeRoot");
        if (root.ValueKind != JsonValueKind.Object)
        {
            faults.Add("no structure tree");
            return;
        }
        var rootReference = WrittenPdf.String(WrittenPdf.Get(pdf.Catalog, "/StructTreeRoot"))!;
        foreach (var kid in WrittenPdf.Items(WrittenPdf.Get(root, "/K"))) Visit(kid, rootReference, "root", null);
        CheckParentTree(root);
        CheckAnnotations(root);
        CheckIdentifiers(root);
    }

    private void Visit(JsonElement reference, string parent, string parentTag, string? page)
    {
        var name = WrittenPdf.String(reference) ?? "";
        if (!WrittenPdf.IsReference(reference) || !seen.Add(name))
        {
            faults.Add($"{parent}: child {name} is not a reference, or hangs in two places");
            return;
        }
        var element = pdf.Resolve(reference);
        var tag = WrittenPdf.String(WrittenPdf.Get(element, "/S")) ?? "";
        if (!Standard.Contains(tag)) faults.Add($"{name}: tag {tag} is not a standard one");
        if (WrittenPdf.String(WrittenPdf.Get(element, "/P")) != parent) faults.Add($"{name}: /P is not its parent {parent}");
        page = WrittenPdf.String(WrittenPdf.Get(element, "/Pg")) ?? page;
        CheckPlace(name, tag, parentTag);
        CheckHeading(name, tag);
        if (tag == "/TH" && !Attributes(element).Any(a => WrittenPdf.String(WrittenPdf.Get(a, "/Scope")) is "/Row" or "/Column" or "/Both")) faults.Add($"{name}: TH without Scope");
        if (WrittenPdf.Text(WrittenPdf.Get(element, "/ID")) is { } id && !identifiers.TryAdd(id, name)) faults.Add($"{name}: identifier {id} twice");
        foreach (var kid in WrittenPdf.Items(pdf.Resolve(element, "/K")))
        {
            if (kid.ValueKind == JsonValueKind.Number) Own(name, page, WrittenPdf.Integer(kid));
            else if (kid.ValueKind == JsonValueKind.Object) VisitPiece(name, kid, page);
            else Visit(kid, name, tag, page);
        }
        if (tag == "/Table") CheckTable(name, element);
    }

    private void VisitPiece(string element, JsonElement piece, string? page)
    {
        page = WrittenPdf.String(WrittenPdf.Get(piece, "/Pg")) ?? page;
        switch (WrittenPdf.String(WrittenPdf.Get(piece, "/Type")))
        {
            case "/MCR":
                Own(element, page, WrittenPdf.Integer(WrittenPdf.Get(piece, "/MCID")));
                break;
            case "/OBJR":
                annotations[WrittenPdf.String(WrittenPdf.Get(piece, "/Obj")) ?? ""] = element;
                break;
            case var other:
                faults.Add($"{element}: a child of type {other}");
                break;
        }
    }

    private void Own(string element, string? page, int id)
    {
        if (page is null || !contents.Marked.TryGetValue(page, out var marked) || !marked.ContainsKey(id)) faults.Add($"{element}: content {id} of page {page} does not exist");
        else if (!owners.TryAdd((page, id), element)) faults.Add($"{element}: content {id} of page {page} has two owners");
        else if (marked[id] != WrittenPdf.String(WrittenPdf.Get(pdf.Object(element), "/S"))) faults.Add($"{element}: content {id} of page {page} is marked {marked[id]}");
    }

    private void CheckPlace(string name, string tag, string parentTag)
    {
        var right = tag switch
        {
            "/Document" => parentTag == "root",
            "/TR" => parentTag is "/Table" or "/THead" or "/TBody" or "/TFoot",
            "/TH" or "/TD" => parentTag == "/TR",
            "/THead" or "/TBody" or "/TFoot" => parentTag == "/Table",
            "/LI" => parentTag == "/L",
            "/Lbl" or "/LBody" => parentTag == "/LI",
            _ => parentTag is not ("root" or "/Table" or "/TR" or "/THead" or "/TBody" or "/L" or "/P" or "/H1" or "/H2" or "/H3" or "/H4") || tag is "/Caption" or "/Span" or "/Link" or "/Note" or "/Reference" or "/Code" or "/Quote",
        };
        if (!right) faults.Add($"{name}: {tag} within {parentTag}");
    }

    private void CheckHeading(string name, string tag)
    {
        if (tag.Length != 3 || tag[1] != 'H' || !char.IsAsciiDigit(tag[2])) return;
        var level = tag[2] - '0';
        if (level > lastHeading + 1) faults.Add($"{name}: heading {level} follows heading {lastHeading}");
        lastHeading = level;
    }

    private IEnumerable<JsonElement> Attributes(JsonElement element) => WrittenPdf.Items(pdf.Resolve(element, "/A")).Select(pdf.Resolve);

    private void CheckTable(string name, JsonElement table)
    {
        var rows = new List<JsonElement>();
        foreach (var kid in Children(table))
        {
            if (WrittenPdf.String(WrittenPdf.Get(kid, "/S")) == "/TR") rows.Add(kid);
            else rows.AddRange(Children(kid).Where(row => WrittenPdf.String(WrittenPdf.Get(row, "/S")) == "/TR"));
        }
        if (rows.Count == 0) faults.Add($"{name}: a table without rows");
        var widths = rows.Select(row => Children(row).Sum(Span)).Distinct().ToList();
        if (widths.Count > 1) faults.Add($"{name}: rows of {string.Join(" and ", widths)} cells");
    }

    private int Span(JsonElement cell) => Attributes(cell).Select(a => WrittenPdf.Integer(WrittenPdf.Get(a, "/ColSpan"))).DefaultIfEmpty(1).Max() is > 1 and var span ? span : 1;

    private IEnumerable<JsonElement> Children(JsonElement element) => WrittenPdf.Items(pdf.Resolve(element, "/K")).Where(WrittenPdf.IsReference).Select(pdf.Resolve);

    private void CheckParentTree(JsonElement root)
    {
        var keys = new Dictionary<int, JsonElement>();
        var last = -1;
        foreach (var (key, value) in pdf.Tree(WrittenPdf.Get(root, "/ParentTree"), "/Nums"))
        {
            var number = WrittenPdf.Integer(key);
            if (number <= last) faults.Add($"parent tree: key {number} after {last}");
            keys[last = number] = value;
        }
        if (WrittenPdf.Integer(WrittenPdf.Get(root, "/ParentTreeNextKey")) <= last) faults.Add("parent tree: its next key is taken");
        foreach (var page in pdf.Pages)
        {
            var marked = contents.Marked.GetValueOrDefault(page, []);
            var key = WrittenPdf.Integer(WrittenPdf.Get(pdf.Object(page), "/StructParents"));
            if (!keys.TryGetValue(key, out var list))
            {
                faults.Add($"{page}: key {key} is not in the parent tree");
                continue;
            }
            var entries = WrittenPdf.Items(pdf.Resolve(list)).Select(WrittenPdf.String).ToList();
            if (entries.Count != marked.Count) faults.Add($"{page}: {marked.Count} marked contents, {entries.Count} in the parent tree");
            foreach (var id in marked.Keys)
            {
                if (!owners.TryGetValue((page, id), out var owner)) faults.Add($"{page}: content {id} belongs to no element");
                else if (id >= entries.Count || entries[id] != owner) faults.Add($"{page}: content {id} belongs to {owner}, the parent tree says otherwise");
            }
        }
    }

    private void CheckAnnotations(JsonElement root)
    {
        var keys = pdf.Tree(WrittenPdf.Get(root, "/ParentTree"), "/Nums").ToDictionary(pair => WrittenPdf.Integer(pair.Key), pair => WrittenPdf.String(pair.Value));
        foreach (var page in pdf.Pages)
        {
            foreach (var reference in WrittenPdf.Items(pdf.Resolve(pdf.Object(page), "/Annots")))
            {
                var (name, annotation) = (WrittenPdf.String(reference)!, pdf.Resolve(reference));
                if (!annotations.TryGetValue(name, out var element)) faults.Add($"{name}: an annotation outside the structure");
                else if (keys.GetValueOrDefault(WrittenPdf.Integer(WrittenPdf.Get(annotation, "/StructParent"))) != element) faults.Add($"{name}: the parent tree does not lead to {element}");
                if (!WrittenPdf.Has(annotation, "/Contents") && !WrittenPdf.Has(annotation, "/TU")) faults.Add($"{name}: an annotation without a description");
                // Print set; Hidden, Invisible, NoView and ToggleNoView clear (ISO 19005-2, 6.3.2).
                if ((WrittenPdf.Integer(WrittenPdf.Get(annotation, "/F")) & 0b1_0010_0111) != 4) faults.Add($"{name}: an annotation that does not print");
            }
        }
    }

    private void CheckIdentifiers(JsonElement root)
    {
        if (identifiers.Count == 0) return;
        var tree = pdf.Tree(WrittenPdf.Get(root, "/IDTree"), "/Names").Select(pair => (Key: WrittenPdf.Text(pair.Key)!, Value: WrittenPdf.String(pair.Value))).ToList();
        for (var i = 1; i < tree.Count; i++)
        {
            if (string.CompareOrdinal(tree[i - 1].Key, tree[i].Key) >= 0) faults.Add($"identifiers: {tree[i].Key} out of order");
        }
        var found = tree.DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (id, element) in identifiers.Where(pair => found.GetValueOrDefault(pair.Key) != pair.Value)) faults.Add($"{element}: identifier {id} is not found in the tree");
        foreach (var id in found.Keys.Where(id => !identifiers.ContainsKey(id))) faults.Add($"identifiers: {id} names no element");
    }
}
