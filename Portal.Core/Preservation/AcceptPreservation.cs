using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>Legal staff take a preservation on: from now the records are kept for the instrument's days.</summary>
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
            preservation.Apply(PreservationAction.Accept, actor, clock.GetUtcNow(), term.Days);
            audit.Record(new PreservationAccepted(preservation.Id, preservation.Reference, preservation.ExpiresAt!.Value, term.Citation), actor);
        },
        ct);
}
