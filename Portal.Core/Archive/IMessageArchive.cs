using System.Collections.Immutable;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Archive;

/// <summary>
/// The platform's message store, as Portal may see it. Counting and resolving show no content. The one way to a message body
/// is <see cref="ReadAsync"/>, which takes nothing but an <see cref="AuthorizedScope"/>.
/// </summary>
public interface IMessageArchive
{
    /// <summary>What the custody record calls this source.</summary>
    string Name { get; }

    /// <summary>The categories this archive holds at all; of the others it can only say that they are not held here.</summary>
    ImmutableHashSet<DataCategory> Holds { get; }

    /// <summary>What is in the archive now. Counts, reads and recounts of one package are all taken below one mark.</summary>
    Task<ArchiveMark> MarkAsync(CancellationToken ct);

    /// <summary>Whom an identifier meant on a day (UTC), or today where none is named.</summary>
    Task<Resolution> ResolveAsync(AccountIdentifier identifier, DateOnly? on, CancellationToken ct);

    /// <summary>How many records a selector takes; never content. For SUBSCRIBER: accounts, so 0 or 1.</summary>
    Task<long> CountAsync(RecordSelector selector, ArchiveMark mark, CancellationToken ct);

    /// <summary>
    /// The records of a scope in (time sent, sequence) order, each once however many lines let it out, after a position or
    /// from the start. Streams by keyset pages.
    /// </summary>
    IAsyncEnumerable<MessageRecord> ReadAsync(AuthorizedScope scope, ReadPosition? after, ArchiveMark mark, CancellationToken ct);

    /// <summary>The accounts that SUBSCRIBER lines let out.</summary>
    IAsyncEnumerable<AccountRecord> ReadAccountsAsync(AuthorizedScope scope, CancellationToken ct);

    /// <summary>
    /// Counts a scope's records a second time, by another query path than <see cref="ReadAsync"/>, so that a mistake in one
    /// is not repeated by the other.
    /// </summary>
    Task<RecordTally> RecountAsync(AuthorizedScope scope, ArchiveMark mark, CancellationToken ct);

    /// <summary>
    /// Copies what a preservation names, with every version the archive still holds, piece by piece in (time sent, sequence) order after a
    /// position or from the start. Texts are copied as they lie, sealed: nothing is opened by it, and nothing can be read out of a piece
    /// but through <see cref="ReadAsync"/> of <see cref="ArchiveWithPreserved"/>. The first piece comes even where there is no message.
    /// </summary>
    IAsyncEnumerable<PreservedPiece> PreserveAsync(PreservationScope scope, SnapshotSeal seal, ReadPosition? after, ArchiveMark mark, CancellationToken ct);

    /// <summary>
    /// Of the named messages those that are in the archive, each with a tag of its content: equal tags, the same record. The tags are
    /// keyed and give nothing of the content away.
    /// </summary>
    Task<ImmutableDictionary<string, string>> TagsAsync(IReadOnlyCollection<string> messageIds, ArchiveMark mark, CancellationToken ct);

    /// <summary>The archive and some snapshots of it as one, a record that both hold once. The caller disposes of it.</summary>
    /// <exception cref="SnapshotException">A snapshot cannot be opened, or holds a record otherwise than the archive does.</exception>
    Task<ArchiveWithPreserved> WithPreservedAsync(ImmutableArray<PreservedSource> snapshots, ArchiveMark mark, CancellationToken ct);
}

/// <summary>A high-water mark: records above it are not there for whoever holds the mark.</summary>
public readonly record struct ArchiveMark(long Sequence);

/// <summary>How many records each line let out, and a fingerprint of which they were.</summary>
/// <param name="ByLine">
/// Every authorised line's id to its count of messages, 0 included; a record let out by several lines counts at the first.
/// Accounts let out by SUBSCRIBER lines are not messages and count 0 here.
/// </param>
/// <param name="Fingerprint">See <see cref="RecordFingerprint"/>; the same set of message ids gives the same value in any order.</param>
public sealed record RecordTally(ImmutableSortedDictionary<string, long> ByLine, string Fingerprint)
{
    public long Total => ByLine.Values.Sum();
}

/// <summary>What an order can name a target by. Display names, dates of birth and IP addresses identify nobody and are not here.</summary>
public enum IdentifierKind
{
    AccountId,
    Handle,
    Email,
    Phone,
    ConversationId,
}

public sealed record AccountIdentifier(IdentifierKind Kind, string Value);

public enum ResolutionOutcome
{
    /// <summary>Exactly one account (or conversation).</summary>
    Resolved,

    /// <summary>Nobody.</summary>
    Unknown,

    /// <summary>More than one: the identifier changed hands on that day.</summary>
    Ambiguous,
}

/// <param name="Id">The account's or conversation's stable id where resolved.</param>
/// <param name="HandleThen">The handle on that day, for people.</param>
/// <param name="Candidates">How many it could be.</param>
public sealed record Resolution(ResolutionOutcome Outcome, string? Id, string? HandleThen, int Candidates);
