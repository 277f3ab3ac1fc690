using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>The agency lengthens a preservation, once, before its time has run out.</summary>
public sealed class ExtendPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="RuleViolation">It was extended before, has run out, is not taken yet or is not active.</exception>
    public Task ExecuteAsync(Guid preservationId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "extend a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            if (preservation.Status == PreservationStatus.Extended)
                throw new RuleViolation("preservation.extended-before", $"{preservation.Reference} has been extended once, which is all the law gives. File your order, or ask for a new preservation.");
            preservation.DemandTimeLeft(clock.GetUtcNow());
            var term = PreservationTerm.Of(preservation);
            var before = preservation.ExpiresAt;
            // One that is not active has no end to count from; the table then refuses it.
            var until = before is { } end ? term.ExtendedFrom(end, preservation.Agency.Zone).Instant : null;
            preservation.Apply(PreservationAction.Extend, actor, clock.GetUtcNow(), until);
            audit.Record(new PreservationExtended(preservation.Id, preservation.Reference, before!.Value, preservation.ExpiresAt!.Value, term.Citation), actor);
        },
        ct);
}
