using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Preservation;

/// <summary>Legal staff take a preservation on: the worker takes the snapshot at once, and from that the hold counts.</summary>
public sealed class AcceptPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public Task ExecuteAsync(Guid preservationId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "accept a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            var term = PreservationTerm.Of(preservation);
            var now = clock.GetUtcNow();
            preservation.Apply(PreservationAction.Accept, actor, now);
            foreach (var snapshot in await db.Snapshots.Where(s => s.PreservationId == preservationId).ToListAsync(ct))
            {
                snapshot.Status = SnapshotStatus.Taking;
                snapshot.Version = Guid.NewGuid();
            }
            audit.Record(new PreservationAccepted(preservation.Id, preservation.Reference, term.Days, term.Citation), actor);
            db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.TakeSnapshots, SubjectId = preservation.Id, CreatedAt = now });
        },
        ct);
}
