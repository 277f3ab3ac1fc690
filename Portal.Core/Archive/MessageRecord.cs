using System.Collections.Immutable;

namespace Portal.Core.Archive;

/// <summary>
/// One message as it is let out. Times are UTC. It names the authorisation line that lets it out, and holds a body only
/// where that line is for content.
/// </summary>
/// <param name="SenderId">Empty where no account wrote it, as with a server's notice.</param>
/// <param name="SenderHandleThen">The handle the sender held when the message was sent; the account id where the archive does not know it.</param>
/// <param name="RecipientIds">Those it was addressed to; of a message to a whole group, the members at the time.</param>
/// <param name="Type">message, action, system …: as the source names it.</param>
/// <param name="Body">
/// The text as it stood at the end of the line's window, or null where the line does not let content out. Text written
/// later is not disclosed; that there was a later edit is (<paramref name="EditedUtc"/>). Null, too, where the archive kept only
/// a text written later.
/// </param>
/// <param name="EarlierVersions">Texts it replaced, oldest first, all written inside the window.</param>
/// <param name="Position">Where reading goes on after this record.</param>
/// <param name="AuthorisationLine">The <see cref="Scopes.AuthorizedLine.LineId"/> that lets it out.</param>
public sealed record MessageRecord(
    string MessageId,
    string ConversationId,
    string SenderId,
    string SenderHandleThen,
    ImmutableArray<string> RecipientIds,
    DateTimeOffset SentUtc,
    DateTimeOffset? EditedUtc,
    string? EditedBy,
    DateTimeOffset? DeletedUtc,
    string? DeletedBy,
    string Type,
    string? Body,
    ImmutableArray<MessageVersion> EarlierVersions,
    string? MediaId,
    string? MediaSha256,
    ReadPosition Position,
    string AuthorisationLine);

/// <summary>A text that an edit replaced: what it said, and when (UTC) and by whom it was replaced.</summary>
public sealed record MessageVersion(string Body, DateTimeOffset ReplacedUtc, string? ReplacedBy);

/// <summary>An account as it is let out by a SUBSCRIBER line.</summary>
public sealed record AccountRecord(
    string AccountId,
    string Handle,
    string? DisplayName,
    string? Email,
    string? Phone,
    DateTimeOffset? CreatedUtc,
    ImmutableArray<HandleInterval> Handles,
    string AuthorisationLine);

/// <summary>Who held a handle when: UTC, half-open; null where it is held still.</summary>
public sealed record HandleInterval(string Handle, DateTimeOffset FromUtc, DateTimeOffset? UntilUtc);

/// <summary>Order of records and keyset cursor: time sent, then the archive's own sequence within it.</summary>
public readonly record struct ReadPosition(DateTimeOffset SentUtc, long Sequence) : IComparable<ReadPosition>
{
    public int CompareTo(ReadPosition other) =>
        SentUtc.CompareTo(other.SentUtc) is not 0 and var byTime ? byTime : Sequence.CompareTo(other.Sequence);

    public static bool operator <(ReadPosition left, ReadPosition right) => left.CompareTo(right) < 0;
    public static bool operator >(ReadPosition left, ReadPosition right) => left.CompareTo(right) > 0;
    public static bool operator <=(ReadPosition left, ReadPosition right) => left.CompareTo(right) <= 0;
    public static bool operator >=(ReadPosition left, ReadPosition right) => left.CompareTo(right) >= 0;
}
