using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>A line of a scope as the scope table shows it: each aspect as asked beside as authorised, each cut's reason at the aspect it narrows.</summary>
internal static class ScopeLineRow
{
    public const string Records = "Records";
    public const string Period = "Period";
    private const string Way = "Direction";
    private const string With = "With whom";
    private const string Conversation = "Conversation";

    /// <param name="labels">Account ids to how people name them; an id without one stands for itself.</param>
    /// <param name="reason">A cut, with its place among the line's cuts, in the reader's words.</param>
    public static ScopeRow Of(ScopeLine line, LineCount? count, IReadOnlyDictionary<string, string> labels, Func<ScopeCut, int, string> reason, string? href = null, string hrefText = "")
    {
        ArgumentNullException.ThrowIfNull(line);
        var asked = line.Requested;
        var given = line.Authorised();
        List<ScopePart> parts = [Part(Records, s => DataCategories.Name(s.Category)), Part(Period, s => LineWords.Utc(s.Window))];
        if (asked.AccountId is not null) parts.Add(Part(Way, s => LineWords.Of(s.Direction)));
        if (Limits(asked) || (given is not null && Limits(given))) parts.Add(Part(With, s => CounterpartiesOf(s, labels)));
        if (asked.ConversationId is not null || given?.ConversationId is not null) parts.Add(Part(Conversation, s => s.ConversationId ?? "All of them"));
        return new ScopeRow(line.LineId, line.TargetLabel, parts, count?.Requested, count?.Authorised, href, hrefText);

        ScopePart Part(string label, Func<RecordSelector, string> words) =>
            new(label, words(asked), given is null ? null : words(given), ReasonsOf(line, given is null, label, reason));
    }

    private static string? ReasonsOf(ScopeLine line, bool whole, string label, Func<ScopeCut, int, string> reason)
    {
        // Of a line of which nothing is left, every reason stands at its first aspect.
        var reasons = line.Cuts
            .Select((cut, i) => (cut, i))
            .Where(c => whole ? label == Records : LabelOf(c.cut.Kind) == label)
            .Select(c => reason(c.cut, c.i))
            .ToList();
        return reasons.Count == 0 ? null : string.Join(" ", reasons);
    }

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
