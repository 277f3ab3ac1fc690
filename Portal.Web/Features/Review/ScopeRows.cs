using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

/// <summary>Lines of a scope for the scope table: each aspect as asked beside as authorised, with the cuts' reasons and counts.</summary>
internal static class ScopeRows
{
    /// <summary>The draft's lines; counts only where they are of these very cuts. A line whose target is not found stands as asked, without a count.</summary>
    public static IReadOnlyList<ScopeRow> OfDraft(ReviewRequest of, bool canCut)
    {
        var counts = of.CountsAreCurrent ? of.Draft!.Counts : [];
        var compiled = of.Lines.ToDictionary(l => l.LineId, StringComparer.Ordinal);
        var rows = new List<ScopeRow>();
        foreach (var line in of.Request.Lines.OrderBy(l => l.Number))
        {
            var target = of.Request.Targets.Single(t => t.Id == line.TargetId);
            rows.Add(compiled.TryGetValue(line.LineId, out var scope)
                ? RowOf(scope, counts.FirstOrDefault(c => c.LineId == line.LineId), of, canCut)
                : new ScopeRow(line.LineId, $"{target.Label}, not found", [ScopePart.Whole(ScopeLineRow.Records, DataCategories.Name(line.Category)), ScopePart.Whole(ScopeLineRow.Period, LineWords.Utc(line.Window))]));
        }
        return rows;
    }

    public static IReadOnlyList<ScopeRow> OfProposal(ReviewRequest of, ScopeProposal proposal) =>
        [.. proposal.Lines.Select(line => RowOf(line, proposal.Counts.FirstOrDefault(c => c.LineId == line.LineId), of, canCut: false))];

    public static string ReasonName(ReviewRequest of, string code) => of.CutReasons.FirstOrDefault(r => r.Code == code)?.Name ?? code;

    private static ScopeRow RowOf(ScopeLine line, LineCount? count, ReviewRequest of, bool canCut) => ScopeLineRow.Of(
        line,
        count,
        of.Draft?.Labels ?? ImmutableSortedDictionary<string, string>.Empty,
        (cut, i) => $"{ReasonName(of, cut.ReasonCode)}: {cut.Note.TrimEnd('.')}.{(count?.TakenByCut.ElementAtOrDefault(i) is { } taken ? $" {InWords.Count(taken, "record")} withheld." : "")}",
        canCut ? ReviewLinks.Cut(of.Request.Id, line.LineId) : null,
        line.Cuts.IsEmpty ? "Narrow" : "Change cuts");
}
