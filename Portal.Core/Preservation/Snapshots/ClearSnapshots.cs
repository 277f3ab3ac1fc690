using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>Deletes the pieces of snapshots whose key is destroyed. Run by the worker as often as it likes.</summary>
public sealed class ClearSnapshots(PortalDb db, IBlobStore blobs)
{
    /// <returns>How many segments were deleted.</returns>
    public async Task<int> ExecuteAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var gone = await db.SnapshotSegments.Where(g => db.Snapshots.Any(s => s.Id == g.SnapshotId && s.Status == SnapshotStatus.Destroyed)).ToListAsync(ct);
        // Files first: a row without a file is found again next time, a file without a row never.
        foreach (var segment in gone) await blobs.DeleteAsync(segment.BlobKey, ct);
        db.SnapshotSegments.RemoveRange(gone);
        await db.SaveChangesAsync(ct);
        return gone.Count;
    }
}
