using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

/// <summary>Lines of a scope for the scope table: each aspect as asked beside as authorised, with the cuts' reasons and counts.</summary>
internal static class ScopeRows
{
    private const string Records = "Records";
    private const string Period = "Period (UTC)";
    private const string Way = "Direction";
    private const string With = "With whom";
    private const string Conversation = "Conversation";

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
                : new ScopeRow(line.LineId, $"{target.Label}, not found", [ScopePart.Whole(Records, DataCategories.Name(line.Category)), ScopePart.Whole(Period, LineWords.Utc(line.Window))]));
        }
        return rows;
    }

    public static IReadOnlyList<ScopeRow> OfProposal(ReviewRequest of, ScopeProposal proposal) =>
        [.. proposal.Lines.Select(line => RowOf(line, proposal.Counts.FirstOrDefault(c => c.LineId == line.LineId), of, canCut: false))];

    private static ScopeRow RowOf(ScopeLine line, LineCount? count, ReviewRequest of, bool canCut)
    {
        var labels = of.Draft?.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
        var asked = line.Requested;
        var given = line.Authorised();
        List<ScopePart> parts = [Part(Records, s => DataCategories.Name(s.Category)), Part(Period, s => LineWords.Utc(s.Window))];
        if (asked.AccountId is not null) parts.Add(Part(Way, s => CutWords.Of(s.Direction)));
        if (given is not null && (Limits(asked) || Limits(given))) parts.Add(Part(With, s => CounterpartiesOf(s, labels)));
        if (asked.ConversationId is not null || given?.ConversationId is not null) parts.Add(Part(Conversation, s => s.ConversationId ?? "All of them"));
        return new ScopeRow(line.LineId, line.TargetLabel, parts, count?.Requested, count?.Authorised, canCut ? ReviewLinks.Cut(of.Request.Id, line.LineId) : null, line.Cuts.IsEmpty ? "Narrow" : "Change cuts");

        ScopePart Part(string label, Func<RecordSelector, string> words) =>
            new(label, words(asked), given is null ? null : words(given), ReasonsOf(line, given is null, label, count, of));
    }

    private static string? ReasonsOf(ScopeLine line, bool whole, string label, LineCount? count, ReviewRequest of)
    {
        // Of a line of which nothing is left, every reason stands at its first aspect.
        var reasons = line.Cuts
            .Select((cut, i) => (cut, taken: count?.TakenByCut.ElementAtOrDefault(i)))
            .Where(c => whole ? label == Records : LabelOf(c.cut.Kind) == label)
            .Select(c => $"{ReasonName(of, c.cut.ReasonCode)}: {c.cut.Note.TrimEnd('.')}.{(c.taken is { } taken ? $" {InWords.Count(taken, "record")} withheld." : "")}")
            .ToList();
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

    public static string ReasonName(ReviewRequest of, string code) => of.CutReasons.FirstOrDefault(r => r.Code == code)?.Name ?? code;

    private static string LabelOf(CutKind kind) => kind switch
    {
        CutKind.Window => Period,
        CutKind.Direction => Way,
        CutKind.OnlyCounterparties or CutKind.ExceptCounterparties => With,
        CutKind.Conversation => Conversation,
        _ => Records,
    };

    private static bool Limits(RecordSelector selector) => !selector.OnlyCounterparties.IsEmpty || !selector.ExceptCounterparties.IsEmpty;

    private static string CounterpartiesOf(RecordSelector selector, IReadOnlyDictionary<string, string> labels)
    {
        if (!Limits(selector)) return "Anybody";
        var only = selector.OnlyCounterparties.IsEmpty ? "Anybody" : $"Only {Names(selector.OnlyCounterparties, labels)}";
        return selector.ExceptCounterparties.IsEmpty ? only : $"{only}, except {Names(selector.ExceptCounterparties, labels)}";
    }

    private static string Names(ImmutableArray<string> ids, IReadOnlyDictionary<string, string> labels) =>
        string.Join(", ", ids.Select(id => labels.TryGetValue(id, out var label) ? label : id));
}
