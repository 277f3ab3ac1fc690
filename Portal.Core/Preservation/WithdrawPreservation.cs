using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>The agency no longer needs it: what was kept is destroyed at once. One that a request hangs on ends with that request.</summary>
public sealed class WithdrawPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, DestroySnapshots destroy, TimeProvider clock)
{
    /// <exception cref="RuleViolation">It is linked or has ended.</exception>
    public Task ExecuteAsync(Guid preservationId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "withdraw a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            preservation.Apply(PreservationAction.Withdraw, actor, clock.GetUtcNow(), reason: "Withdrawn by the agency.");
            audit.Record(new PreservationWithdrawn(preservation.Id, preservation.Reference), actor);
            await destroy.ExecuteAsync(preservation, "The agency withdrew it.", actor, ct);
        },
        ct);
}
