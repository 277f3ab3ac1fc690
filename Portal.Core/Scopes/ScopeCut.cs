using System.Collections.Immutable;
using Portal.Core.Legal;

namespace Portal.Core.Scopes;

/// <summary>How a cut narrows a line. Every kind can only take away: a cut never widens.</summary>
public enum CutKind
{
    WholeLine,
    Window,
    Direction,
    OnlyCounterparties,
    ExceptCounterparties,
    Conversation,
}

/// <summary>
/// One narrowing of a requested line, with the reason legal staff picked. Cuts are applied in order; the records each one
/// takes away are counted and listed as withheld under its reason.
/// </summary>
/// <param name="Kind">Which of the parameters below narrows; the others are null or empty.</param>
/// <param name="ReasonCode">A code of the rule book's list of reasons.</param>
/// <param name="Note">The reviewer's own words; never message content.</param>
public sealed record ScopeCut(
    CutKind Kind,
    string ReasonCode,
    string Note,
    UtcWindow? Window,
    Direction? Direction,
    ImmutableArray<string> Counterparties,
    string? ConversationId)
{
    public static ScopeCut WholeLine(string reason, string note) => new(CutKind.WholeLine, reason, note, null, null, [], null);
    public static ScopeCut ToWindow(UtcWindow window, string reason, string note) => new(CutKind.Window, reason, note, window, null, [], null);
    public static ScopeCut ToDirection(Direction direction, string reason, string note) => new(CutKind.Direction, reason, note, null, direction, [], null);
    public static ScopeCut ToCounterparties(ImmutableArray<string> accounts, string reason, string note) => new(CutKind.OnlyCounterparties, reason, note, null, null, accounts, null);
    public static ScopeCut WithoutCounterparties(ImmutableArray<string> accounts, string reason, string note) => new(CutKind.ExceptCounterparties, reason, note, null, null, accounts, null);
    public static ScopeCut ToConversation(string conversationId, string reason, string note) => new(CutKind.Conversation, reason, note, null, null, [], conversationId);

    /// <summary>Why a cut of this kind cannot be laid on the selector, in words; null where it can.</summary>
    public static string? WhyNotOf(CutKind kind, RecordSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return selector.AccountId is null && kind is CutKind.OnlyCounterparties or CutKind.ExceptCounterparties
            ? "The order names a whole conversation: everybody in it is its party, so a cut by counterparty would leave what others wrote to them. Cut the window, or the whole line."
            : null;
    }

    /// <summary>The selector with this cut applied, or null where nothing is left of it.</summary>
    public RecordSelector? Apply(RecordSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return Kind switch
        {
            CutKind.WholeLine => null,
            CutKind.Window => selector.Window.Intersect(Window!.Value) is { } window ? selector with { Window = window } : null,
            CutKind.Direction => Narrow(selector, Direction!.Value),
            CutKind.OnlyCounterparties => KeepOnly(selector),
            CutKind.ExceptCounterparties => selector with { ExceptCounterparties = [.. selector.ExceptCounterparties.Union(Counterparties).Order(StringComparer.Ordinal)] },
            CutKind.Conversation => selector.ConversationId is null || selector.ConversationId == ConversationId ? selector with { ConversationId = ConversationId } : null,
            _ => throw new InvalidOperationException($"Unknown cut {Kind}."),
        };
    }

    private static RecordSelector? Narrow(RecordSelector selector, Direction direction) =>
        selector.AccountId is null || selector.Direction == direction || direction == Scopes.Direction.Both ? selector
        : selector.Direction == Scopes.Direction.Both ? selector with { Direction = direction }
        : null;

    private RecordSelector? KeepOnly(RecordSelector selector)
    {
        var kept = selector.OnlyCounterparties.IsEmpty ? Counterparties : [.. selector.OnlyCounterparties.Intersect(Counterparties)];
        return kept.IsEmpty ? null : selector with { OnlyCounterparties = [.. kept.Order(StringComparer.Ordinal)] };
    }
}
