using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>A decided line as the scope table shows it: each aspect as asked beside as authorised, each cut with its reason and count.</summary>
internal static class DecidedLines
{
    private const string Records = "Records";
    private const string Period = "Period";
    private const string Way = "Direction";
    private const string With = "With whom";
    private const string Conversation = "Conversation";

    public static ScopeRow RowOf(DecidedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var asked = line.Line.Requested;
        var given = line.Authorised;
        List<ScopePart> parts = [Part(Records, s => DataCategories.Name(s.Category)), Part(Period, s => LineWords.Utc(s.Window))];
        if (asked.AccountId is not null) parts.Add(Part(Way, s => LineWords.Of(s.Direction)));
        if (Limits(asked) || (given is not null && Limits(given))) parts.Add(Part(With, CounterpartiesOf));
        if (asked.ConversationId is not null || given?.ConversationId is not null) parts.Add(Part(Conversation, s => s.ConversationId ?? "All of them"));
        return new ScopeRow(line.Line.LineId, line.Line.TargetLabel, parts, line.Count.Requested, line.Count.Authorised);

        ScopePart Part(string label, Func<RecordSelector, string> words) => new(label, words(asked), given is null ? null : words(given), ReasonsOf(line, label));
    }

    private static string? ReasonsOf(DecidedLine line, string label)
    {
        // Of a line that is cut as a whole, every reason stands at its first aspect.
        var cuts = line.Cuts.Where(c => line.Authorised is null ? label == Records : LabelOf(c.Cut.Kind) == label).ToList();
        return cuts.Count == 0 ? null : string.Join(" ", cuts.Select(c => $"{c.Reason}: {c.Cut.Note.TrimEnd('.')}. {c.Citation}. {InWords.Count(c.Taken, "record")} withheld."));
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

    private static string CounterpartiesOf(RecordSelector selector)
    {
        if (!Limits(selector)) return "Anybody";
        var only = selector.OnlyCounterparties.IsEmpty ? "Anybody" : $"Only {string.Join(", ", selector.OnlyCounterparties)}";
        return selector.ExceptCounterparties.IsEmpty ? only : $"{only}, except {string.Join(", ", selector.ExceptCounterparties)}";
    }
}
