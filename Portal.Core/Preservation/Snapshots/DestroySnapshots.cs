using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>
/// Destroys what a preservation keeps: the keys within the transaction of whatever ended it, which makes every piece unreadable at once; the pieces
/// afterwards, by <see cref="ClearSnapshots"/>.
/// </summary>
public sealed class DestroySnapshots(PortalDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Called within the transaction that ends the preservation.</summary>
    /// <param name="why">Such as “its time ended and no request had come”.</param>
    internal async Task ExecuteAsync(PreservationRequest preservation, string why, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var snapshot in await db.Snapshots.Where(s => s.PreservationId == preservation.Id && s.Status != SnapshotStatus.Destroyed && s.Status != SnapshotStatus.Unresolved).OrderBy(s => s.Number).ToListAsync(ct))
        {
            var begun = snapshot.SealedKey is not null;
            snapshot.Destroy(now);
            if (begun) audit.Record(new SnapshotDestroyed(preservation.Id, preservation.Reference, snapshot.Number, snapshot.Messages, snapshot.EarlierTexts, snapshot.Accounts, snapshot.Sha256, why), actor);
        }
    }
}
