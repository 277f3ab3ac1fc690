using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive.Preserved;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>How the pieces of a snapshot lie in the blob store: each behind its length. What it reads is sealed still.</summary>
public sealed class SnapshotStore(PortalDb db, IBlobStore blobs, IKeyVault vault)
{
    private const int LongestPiece = 512 * 1024 * 1024;

    internal static async ValueTask WriteAsync(Stream output, ReadOnlyMemory<byte> piece, CancellationToken ct)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
        await output.WriteAsync(length, ct);
        await output.WriteAsync(piece, ct);
    }

    /// <summary>A snapshot ready to be read beside the archive. The caller disposes of its seal.</summary>
    /// <exception cref="SnapshotException">Its key is destroyed or does not open.</exception>
    public PreservedSource Open(PreservationRequest preservation, PreservationSnapshot snapshot) => new(
        preservation.Reference, snapshot.TakenAt!.Value, snapshot.Sha256!, preservation.ScopeOf(snapshot), SnapshotSeal.Open(vault, snapshot.Id, snapshot.SealedKey), ct => PiecesAsync(snapshot, ct));

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync(PreservationSnapshot snapshot, [EnumeratorCancellation] CancellationToken ct)
    {
        var segments = await db.SnapshotSegments.AsNoTracking().Where(s => s.SnapshotId == snapshot.Id).OrderBy(s => s.Number).ToListAsync(ct);
        // The end cannot be cut off unseen: the digest is over every segment, the counts over every message.
        if (PreservationSnapshot.Digest(segments) != snapshot.Sha256 || segments.Sum(s => s.Messages) != snapshot.Messages)
            throw new SnapshotException("The stored segments of a snapshot are not those that were taken. Restore the database from its backup.");
        var length = new byte[4];
        foreach (var segment in segments)
        {
            await using var stream = await blobs.OpenReadAsync(segment.BlobKey, segment.BlobContext, ct);
            while (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, ct) is not 0)
            {
                var size = BinaryPrimitives.ReadInt32BigEndian(length);
                if (size is < 0 or > LongestPiece) throw new SnapshotException("A stored segment of a snapshot is damaged. Restore the blob store from its backup.");
                var piece = new byte[size];
                await stream.ReadExactlyAsync(piece, ct);
                yield return piece;
            }
        }
    }
}
