using System.Globalization;
using System.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>The cross-reference stream an update must have if it holds these objects and no others.</summary>
/// <param name="Places">Every object with its offset, in order of numbers, the table's own included.</param>
internal sealed record AppendedTable(IReadOnlyList<(int Number, long At)> Places, EarlierRevision Earlier)
{
    /// <param name="revisionId">The identifier this revision must have: drawn from every byte before it.</param>
    /// <exception cref="UnexpectedSyntaxException">It is another.</exception>
    public void Check(AppendedObject table, string revisionId)
    {
        var before = Earlier.Newest.Entries;
        var permanent = before.TryGetValue("ID", out var pair) && pair.IndexOf('>', StringComparison.Ordinal) is > 0 and var end ? pair[..(end + 1)] : "[<>";
        var widths = table.Entries.GetValueOrDefault("W") ?? "";
        if (widths is not ['[', '1', ' ', >= '4' and <= '8', ' ', '1', ']']) throw new UnexpectedSyntaxException("The table's columns are not understood.");
        var offsetBytes = widths[3] - '0';
        var size = Math.Max(Earlier.Size, Places[^1].Number + 1);
        var rows = new PdfBuffer();
        foreach (var (_, at) in Places)
        {
            rows.Append((byte)1);
            for (var i = offsetBytes - 1; i >= 0; i--) rows.Append((byte)(at >> (8 * i)));
            rows.Append((byte)0);
        }
        var expected = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Type"] = "/XRef",
            ["Size"] = " " + size.ToString(CultureInfo.InvariantCulture),
            ["W"] = widths,
            ["Index"] = Index(),
            ["Root"] = before.GetValueOrDefault("Root") ?? "",
            ["Info"] = before.GetValueOrDefault("Info") ?? "",
            ["ID"] = $"{permanent}<{revisionId}>]",
            ["Prev"] = " " + Earlier.Newest.At.ToString(CultureInfo.InvariantCulture),
            ["Length"] = " " + rows.Length.ToString(CultureInfo.InvariantCulture),
        };
        if (table.Entries.Count != expected.Count || expected.Any(entry => table.Entries.GetValueOrDefault(entry.Key) != entry.Value))
            throw new UnexpectedSyntaxException("The table of objects says something else than what was added.");
        if (table.Stream is not { } stream || !stream.Span.SequenceEqual(rows.Written)) throw new UnexpectedSyntaxException("The table of objects leads elsewhere than to what was added.");
    }

    private string Index()
    {
        var runs = new StringBuilder("[");
        for (var i = 0; i < Places.Count;)
        {
            var first = i;
            while (i < Places.Count && Places[i].Number == Places[first].Number + i - first) i++;
            runs.Append(CultureInfo.InvariantCulture, $"{Places[first].Number} {i - first} ");
        }
        return runs.Append(']').ToString();
    }
}
