using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>Legal staff do not take a preservation on, and say why: nothing is kept for it.</summary>
public sealed class DeclinePreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="RuleViolation">No reason is given, or it has been accepted already.</exception>
    public Task ExecuteAsync(Guid preservationId, string? reason, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "decline a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            // The table's row for time that has run out leaves other states than this one.
            if (preservation.Status != PreservationStatus.Received)
                throw new RuleViolation("preservation.impossible", "Only a preservation that waits for a decision can be declined. Reload the page to see where it stands.");
            if (string.IsNullOrWhiteSpace(reason))
                throw new RuleViolation("reason.missing", "Say why, in a sentence that the agency may read.", "Reason");
            preservation.Apply(PreservationAction.Lapse, actor, clock.GetUtcNow());
            audit.Record(new PreservationDeclined(preservation.Id, preservation.Reference, reason.Trim()), actor);
        },
        ct);
}
