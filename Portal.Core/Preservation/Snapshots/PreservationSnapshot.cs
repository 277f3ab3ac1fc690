using System.Security.Cryptography;
using System.Text;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;

namespace Portal.Core.Preservation.Snapshots;

public enum SnapshotStatus
{
    /// <summary>Asked for; nothing is taken before the preservation is accepted.</summary>
    Asked,

    /// <summary>To be taken, or being taken.</summary>
    Taking,

    Kept,

    /// <summary>The identifier meant nobody, or more than one: nothing is kept for it.</summary>
    Unresolved,

    /// <summary>Its key and its pieces are gone.</summary>
    Destroyed,
}

/// <summary>
/// One account, or conversation, of a preservation: whom it means, what is kept of it, and the wrapped key without which none of it can be
/// read. It discloses nothing; what it shows are counts.
/// </summary>
public sealed class PreservationSnapshot
{
    private PreservationSnapshot()
    {
    }

    public PreservationSnapshot(Guid preservationId, int number, AccountIdentifier target, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(target);
        Id = Guid.CreateVersion7(now);
        PreservationId = preservationId;
        Number = number;
        IdentifierKind = target.Kind;
        IdentifierValue = target.Value;
    }

    public Guid Id { get; private set; }

    public Guid PreservationId { get; private set; }

    /// <summary>From 1, in the order they were asked for.</summary>
    public int Number { get; private set; }

    public IdentifierKind IdentifierKind { get; private set; }

    public string IdentifierValue { get; private set; } = "";

    public SnapshotStatus Status { get; internal set; }

    /// <summary>What the archive made of the identifier; null before it was asked.</summary>
    public ResolutionOutcome? Resolution { get; internal set; }

    /// <summary>The archive's own id; null where unresolved.</summary>
    public string? ResolvedId { get; internal set; }

    /// <summary>Nothing above it is in the snapshot.</summary>
    public long? ArchiveMark { get; internal set; }

    /// <summary>The data key, wrapped by the key vault for this snapshot alone. Null before it is begun, and for ever after it is destroyed.</summary>
    public byte[]? SealedKey { get; internal set; }

    /// <summary>Records expected, by the archive's count when it was begun.</summary>
    public long Expected { get; internal set; }

    public long Messages { get; internal set; }

    public long EarlierTexts { get; internal set; }

    public long Edited { get; internal set; }

    public long Deleted { get; internal set; }

    public long Accounts { get; internal set; }

    public DateTimeOffset? FirstUtc { get; internal set; }

    public DateTimeOffset? LastUtc { get; internal set; }

    public long? LastSequence { get; internal set; }

    /// <summary>See <see cref="RecordFingerprint"/>; of the message ids kept so far.</summary>
    public string Fingerprint { get; internal set; } = new RecordFingerprint().ToString();

    /// <summary>Of the SHA-256 of every stored segment, one a line, in order; null before it is whole. Lower-case hex.</summary>
    public string? Sha256 { get; internal set; }

    public DateTimeOffset? TakenAt { get; internal set; }

    public DateTimeOffset? DestroyedAt { get; internal set; }

    public string? Problem { get; internal set; }

    public DateTimeOffset? ProblemAt { get; internal set; }

    public string? LeasedBy { get; internal set; }

    public DateTimeOffset? LeasedUntil { get; internal set; }

    public long FenceToken { get; internal set; }

    public int Attempts { get; internal set; }

    public Guid Version { get; internal set; } = Guid.NewGuid();

    public AccountIdentifier Target => new(IdentifierKind, IdentifierValue);

    public PreservedCounts Counts => new(Messages, EarlierTexts, Edited, Deleted, Accounts, FirstUtc, LastUtc);

    internal ReadPosition? Cursor => LastSequence is { } sequence ? new ReadPosition(LastUtc!.Value, sequence) : null;

    internal void Add(PreservedCounts counts, ReadPosition? cursor, RecordFingerprint fingerprint)
    {
        var all = Counts.And(counts);
        (Messages, EarlierTexts, Edited, Deleted, Accounts) = (all.Messages, all.EarlierTexts, all.Edited, all.Deleted, all.Accounts);
        FirstUtc = all.FirstUtc;
        // The cursor and the last message are one and the same: pieces come in order.
        (LastUtc, LastSequence) = (cursor?.SentUtc, cursor?.Sequence);
        Fingerprint = fingerprint.ToString();
    }

    /// <summary>The key goes, whoever is at work is fenced out, and what was kept stays counted.</summary>
    internal void Destroy(DateTimeOffset now)
    {
        Status = SnapshotStatus.Destroyed;
        SealedKey = null;
        DestroyedAt = now;
        FenceToken++;
        (LeasedBy, LeasedUntil) = (null, null);
        Version = Guid.NewGuid();
    }

    internal static string Digest(IEnumerable<SnapshotSegment> segments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(segments.OrderBy(s => s.Number).Select(s => s.Sha256 + "\n")))));
}

/// <summary>A stored run of pieces of a snapshot.</summary>
public sealed class SnapshotSegment
{
    public Guid SnapshotId { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; init; }

    public string BlobKey { get; init; } = "";

    public long Messages { get; init; }

    public string Sha256 { get; init; } = "";

    internal string BlobContext => ContextOf(SnapshotId, Number);

    internal static string ContextOf(Guid snapshotId, int number) => $"preservation:{snapshotId:N}:{number}";
}
