using System.Text.Json;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>What the pages draw: which codes of which fonts, which marked contents, and everything drawn that is neither tagged nor an artifact.</summary>
internal sealed class PageContents
{
    private static readonly HashSet<string> Painting = ["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "Tj", "TJ", "'", "\""];

    private static readonly HashSet<string> Known =
    [
        .. Painting, "q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "BT", "ET", "Tc", "Tw", "Tz", "TL",
        "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "d0", "d1", "rg", "RG", "g", "G", "BMC", "BDC", "EMC",
    ];

    private readonly WrittenPdf pdf;
    private readonly List<string> faults;
    private readonly HashSet<string> procedures = [];
    private readonly Dictionary<string, FontCodes> maps = [];

    public PageContents(WrittenPdf pdf, List<string> faults)
    {
        (this.pdf, this.faults) = (pdf, faults);
        foreach (var page in pdf.Pages)
        {
            var dictionary = pdf.Object(page);
            Draw(page, pdf.Stream(WrittenPdf.Get(dictionary, "/Contents").GetString()!), pdf.Resolve(dictionary, "/Resources"), isPage: true, covered: false);
        }
    }

    /// <summary>Fonts by reference: the codes shown, each with whether replacement text stood beside it every time.</summary>
    public Dictionary<string, Dictionary<int, bool>> Shown { get; } = [];

    /// <summary>Pages by reference: the tag of each marked content, by its number.</summary>
    public Dictionary<string, Dictionary<int, string>> Marked { get; } = [];

    private void Draw(string where, byte[] data, JsonElement resources, bool isPage, bool covered)
    {
        var marks = new Stack<(bool Artifact, bool Tagged, bool Replaced)>();
        var saved = new Stack<string?>();
        string? font = null;
        var inText = false;
        foreach (var order in new ContentReader(data).Read())
        {
            if (!Known.Contains(order.Operator)) faults.Add($"{where}: operator {order.Operator}");
            if (isPage && Painting.Contains(order.Operator) && !marks.Any(mark => mark.Artifact || mark.Tagged)) faults.Add($"{where}: {order.Operator} is neither tagged nor an artifact");
            switch (order.Operator)
            {
                case "q":
                    saved.Push(font);
                    if (saved.Count > 28) faults.Add($"{where}: q nested deeper than 28");
                    break;
                case "Q":
                    if (!saved.TryPop(out font)) faults.Add($"{where}: Q without q");
                    break;
                case "BT" or "ET":
                    if (inText == (order.Operator == "BT")) faults.Add($"{where}: {order.Operator} out of turn");
                    inText = order.Operator == "BT";
                    break;
                case "Tf":
                    font = WrittenPdf.String(WrittenPdf.Get(pdf.Resolve(resources, "/Font"), (string)order.Operands[0]));
                    if (font is null) faults.Add($"{where}: font {order.Operands[0]} is not among the resources");
                    break;
                case "Tj" or "TJ" or "'" or "\"":
                    if (!inText) faults.Add($"{where}: text outside BT");
                    Show(where, font, order.Operands[^1], covered || marks.Any(mark => mark.Replaced));
                    break;
                case "Do":
                    DrawNamed(where, (string)order.Operands[0], resources, covered || marks.Any(mark => mark.Replaced));
                    break;
                case "BMC" or "BDC":
                    marks.Push(Begin(where, order, marks, isPage));
                    break;
                case "EMC":
                    if (!marks.TryPop(out _)) faults.Add($"{where}: EMC without a beginning");
                    break;
            }
        }
        if (marks.Count + saved.Count > 0 || inText) faults.Add($"{where}: marks, states or text left open");
    }

    private (bool, bool, bool) Begin(string where, ContentOrder order, Stack<(bool Artifact, bool Tagged, bool Replaced)> outer, bool isPage)
    {
        var tag = (string)order.Operands[0];
        var properties = order.Operands.Count > 1 ? order.Operands[1] as Dictionary<string, object> : null;
        if (tag == "/Artifact")
        {
            if (outer.Any(mark => mark.Tagged)) faults.Add($"{where}: an artifact within tagged content");
            return (true, false, false);
        }
        var replaced = properties?.ContainsKey("/ActualText") == true;
        if (properties?.TryGetValue("/MCID", out var id) != true) return (false, false, replaced);
        if (!isPage) faults.Add($"{where}: marked content outside a page");
        if (outer.Any(mark => mark.Artifact || mark.Tagged)) faults.Add($"{where}: tagged content {id} within other marked content");
        if (!Marked.TryGetValue(where, out var onPage)) Marked[where] = onPage = [];
        if (!onPage.TryAdd((int)(double)id!, tag)) faults.Add($"{where}: marked content {id} twice");
        return (false, true, replaced);
    }

    private void DrawNamed(string where, string name, JsonElement resources, bool covered)
    {
        var reference = WrittenPdf.String(WrittenPdf.Get(pdf.Resolve(resources, "/XObject"), name));
        if (reference is null)
        {
            faults.Add($"{where}: {name} is not among the resources");
            return;
        }
        var target = pdf.Object(reference);
        if (WrittenPdf.String(WrittenPdf.Get(target, "/Subtype")) != "/Form" || !procedures.Add(reference)) return;
        Draw(reference, pdf.Stream(reference), pdf.Resolve(target, "/Resources"), isPage: false, covered);
    }

    private void Show(string where, string? font, object operand, bool replaced)
    {
        if (font is null)
        {
            faults.Add($"{where}: text without a font");
            return;
        }
        var dictionary = pdf.Object(font);
        var isPicture = WrittenPdf.String(WrittenPdf.Get(dictionary, "/Subtype")) == "/Type3";
        if (!Shown.TryGetValue(font, out var codes)) Shown[font] = codes = [];
        foreach (var bytes in operand is List<object> list ? list.OfType<byte[]>() : [(byte[])operand])
        {
            var split = isPicture ? [.. bytes.Select(b => (int)b)] : CodesOf(font, dictionary).Split(bytes);
            if (split is null) faults.Add($"{where}: half a code");
            foreach (var code in split ?? [])
            {
                codes[code] = replaced && codes.GetValueOrDefault(code, true);
                if (isPicture) DrawProcedure(font, dictionary, code);
            }
        }
    }

    private FontCodes CodesOf(string font, JsonElement dictionary)
    {
        if (!maps.TryGetValue(font, out var map)) maps[font] = map = new FontCodes(pdf, dictionary);
        return map;
    }

    private void DrawProcedure(string font, JsonElement dictionary, int code)
    {
        if (!procedures.Add($"{font}#{code}")) return;
        var name = Type3Names.Of(pdf, dictionary).GetValueOrDefault(code);
        var procedure = name is null ? null : WrittenPdf.String(WrittenPdf.Get(pdf.Resolve(dictionary, "/CharProcs"), name));
        if (procedure is null) faults.Add($"{font}: code {code} has no drawing");
        // The label inside a box is not what the box reads as: the box's own text replaces it.
        else Draw(procedure, pdf.Stream(procedure), pdf.Resolve(dictionary, "/Resources"), isPage: false, covered: true);
    }
}
