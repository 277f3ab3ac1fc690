using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>Preservations whose snapshots somebody ought to be taking and nobody is, and those whose hold has not begun.</summary>
public sealed class UntakenSnapshots(PortalDb db, TimeProvider clock)
{
    /// <returns>Their ids, oldest first.</returns>
    public async Task<IReadOnlyList<Guid>> FindAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Preservations
            .Where(p => p.Status == PreservationStatus.Active && p.SnapshotAt == null
                && !db.Snapshots.Any(s => s.PreservationId == p.Id && s.Status == SnapshotStatus.Taking && s.LeasedUntil > now))
            .OrderBy(p => p.ReceivedAt)
            .Select(p => p.Id)
            .ToListAsync(ct);
    }
}
