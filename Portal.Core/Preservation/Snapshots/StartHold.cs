using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Preservation.Letters;
using Portal.Core.Storage;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>When the last snapshot is taken the hold begins, and the agency is told until when. Once, however often it is asked.</summary>
public sealed class StartHold(PortalDb db, UnitOfWork unit, AuditTrail audit, PreservationLetters letters, TimeProvider clock)
{
    /// <returns>Whether it has begun, now or before.</returns>
    public async Task<bool> ExecuteAsync(Guid preservationId, CancellationToken ct)
    {
        var worker = Actor.Worker();
        return await unit.RunAsync(worker, requestId: null, "begin a hold", async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, worker, ct);
            if (preservation.SnapshotAt is not null) return true;
            var snapshots = await db.Snapshots.Where(s => s.PreservationId == preservationId).OrderBy(s => s.Number).ToListAsync(ct);
            if (preservation.Status != PreservationStatus.Active || snapshots.Any(s => s.Status is SnapshotStatus.Asked or SnapshotStatus.Taking)) return false;
            // The moment the last record was kept; where nobody was found, the moment that was known.
            var at = snapshots.Max(s => s.TakenAt) ?? clock.GetUtcNow();
            preservation.BeginHold(at, PreservationTerm.Of(preservation).HoldFrom(at, preservation.Agency.Zone).Instant!.Value);
            audit.Record(new PreservationHeld(preservation.Id, preservation.Reference, snapshots.Count(s => s.Status == SnapshotStatus.Kept), snapshots.Sum(s => s.Messages), preservation.ExpiresAt!.Value), worker);
            if (snapshots.Any(s => s.Status == SnapshotStatus.Kept)) letters.Acknowledge(preservation, snapshots, worker);
            return true;
        }, ct);
    }
}
