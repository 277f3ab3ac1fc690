namespace Portal.Core.Archive.Preserved;

/// <summary>What a snapshot, or a part of it, holds: counts and times, never content.</summary>
/// <param name="EarlierTexts">Texts that edits had replaced, kept beside the present ones.</param>
/// <param name="FirstUtc">Of the first message; null where there is none.</param>
public sealed record PreservedCounts(long Messages, long EarlierTexts, long Edited, long Deleted, long Accounts, DateTimeOffset? FirstUtc, DateTimeOffset? LastUtc)
{
    public static PreservedCounts None { get; } = new(0, 0, 0, 0, 0, null, null);

    public PreservedCounts And(PreservedCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Messages + other.Messages, EarlierTexts + other.EarlierTexts, Edited + other.Edited, Deleted + other.Deleted, Accounts + other.Accounts,
            FirstUtc is null || other.FirstUtc < FirstUtc ? other.FirstUtc : FirstUtc,
            LastUtc is null || other.LastUtc > LastUtc ? other.LastUtc : LastUtc);
    }
}

/// <summary>A piece of a snapshot as it is stored: sealed by its <see cref="SnapshotSeal"/>, and inside it every text still sealed as the archive sealed it.</summary>
/// <param name="Last">Where taking the snapshot goes on; unchanged where the piece holds no message.</param>
/// <param name="MessageIds">Of the messages inside, for the fingerprint.</param>
public sealed record PreservedPiece(ReadOnlyMemory<byte> Sealed, PreservedCounts Counts, ReadPosition? Last, IReadOnlyList<string> MessageIds);

/// <summary>A snapshot to be read beside the archive.</summary>
/// <param name="Name">What the package calls it, like <c>PV-2026-000007</c>.</param>
/// <param name="TakenUtc">When it was taken.</param>
/// <param name="Sha256">Of the whole of it; lower-case hex.</param>
/// <param name="Seal">Disposed of by whoever opened it.</param>
/// <param name="Pieces">The stored pieces in their order, anew at each call.</param>
public sealed record PreservedSource(string Name, DateTimeOffset TakenUtc, string Sha256, PreservationScope Scope, SnapshotSeal Seal, Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>> Pieces);

/// <summary>A snapshot that cannot be used; the message says why, without content.</summary>
public sealed class SnapshotException(string message, Exception? inner = null) : Exception(message, inner);
