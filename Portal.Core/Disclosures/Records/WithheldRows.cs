using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Records;

/// <summary>What a scope leaves out, line by line and cut by cut.</summary>
internal static class WithheldRows
{
    public const string Path = "data/withheld.csv";

    public static readonly ImmutableArray<string> Columns = ["line", "target", "category", "reason_code", "reason", "count"];

    /// <exception cref="KeyNotFoundException">The scope's edition of the rule book, or a reason of a cut, is not known.</exception>
    public static ImmutableArray<WithheldRow> Of(ScopeStatement scope, ImmutableArray<LineFinding> findings)
    {
        var reasons = RuleBooks.Version(scope.RuleBookVersion);
        var rows = ImmutableArray.CreateBuilder<WithheldRow>();
        foreach (var (line, found) in scope.Lines.Zip(findings))
        {
            if (!found.Held)
                rows.Add(Row(found, WithheldRow.NotHeld, $"The archive does not hold {DataCategories.Code(found.Category)} data. It was searched for and nothing is there to disclose.", 0));
            else if (found.IsEmpty)
                rows.Add(Row(found, WithheldRow.NothingFound, "Searched, and no record found.", 0));
            foreach (var (cut, taken) in line.Cuts.Zip(found.TakenByCut))
                rows.Add(Row(found, cut.ReasonCode, reasons.Reason(cut.ReasonCode).Words, taken));
        }
        foreach (var line in scope.Unresolved)
            rows.Add(new WithheldRow(line.LineId, line.TargetLabel, line.Category, line.ReasonCode, reasons.Reason(line.ReasonCode).Words, 0));
        return rows.ToImmutable();
    }

    public static void Write(IBufferWriter<byte> output, ImmutableArray<WithheldRow> rows)
    {
        CsvRow.Write(output, Columns.AsSpan());
        foreach (var row in rows)
            CsvRow.Write(output, [row.LineId, row.Target, DataCategories.Code(row.Category), row.ReasonCode, row.Reason, row.Count.ToString(CultureInfo.InvariantCulture)]);
    }

    private static WithheldRow Row(LineFinding found, string code, string reason, long count) => new(found.LineId, found.Target, found.Category, code, reason, count);
}
