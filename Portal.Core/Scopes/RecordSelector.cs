using System.Collections.Immutable;
using Portal.Core.Legal;

namespace Portal.Core.Scopes;

/// <summary>Which side of a message the named account stands on.</summary>
public enum Direction
{
    Both,
    Sent,
    Received,
}

/// <summary>
/// What one line takes from the archive: pure data, so that it can be signed, counted, recounted and read in court.
/// </summary>
/// <param name="AccountId">The archive's stable account id, or null where the order names a conversation as a whole.</param>
/// <param name="ConversationId">The archive's conversation id, or null for every conversation of the account.</param>
/// <param name="Category">What of the records is taken; INTERACTION is who, with whom and when, without a body.</param>
/// <param name="Window">When the message was sent: UTC, half-open.</param>
/// <param name="Direction">Sent or received by <paramref name="AccountId"/>; always <see cref="Direction.Both"/> without one.</param>
/// <param name="OnlyCounterparties">
/// Account ids. Where not empty, only messages whose other party is one of these: of a message the account sent, any of its
/// recipients; of one it received (or of a conversation named as a whole), its sender.
/// </param>
/// <param name="ExceptCounterparties">Account ids. No message whose other party, in the same sense, is one of these.</param>
public sealed record RecordSelector(
    string? AccountId,
    string? ConversationId,
    DataCategory Category,
    UtcWindow Window,
    Direction Direction,
    ImmutableArray<string> OnlyCounterparties,
    ImmutableArray<string> ExceptCounterparties)
{
    /// <summary>Everything of <paramref name="category"/> in the window; exactly one of account and conversation may be null.</summary>
    /// <exception cref="ArgumentException">Both are null: an order for everything is not a selector.</exception>
    public static RecordSelector For(string? accountId, string? conversationId, DataCategory category, UtcWindow window, Direction direction = Direction.Both)
    {
        if (accountId is null && conversationId is null)
            throw new ArgumentException("A selector names an account, a conversation or both.", nameof(accountId));
        return new(accountId, conversationId, category, window, accountId is null ? Direction.Both : direction, [], []);
    }
}
