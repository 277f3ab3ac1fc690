using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>The agency states that every copy of a recalled package is destroyed.</summary>
public sealed class ConfirmDestruction(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="Statement">What was destroyed, how and by whom, in the agency's words.</param>
    public sealed record Input(Guid DisclosureId, string Statement);

    /// <exception cref="NotVisible">There is no such package for this actor.</exception>
    /// <exception cref="PermissionDenied">The actor does not speak for an agency.</exception>
    /// <exception cref="RuleViolation">It is not recalled, it was confirmed already, or the statement is empty.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(actor, null, "confirm destruction", async () =>
        {
            var (disclosure, request) = await db.LoadDisclosureAsync(input.DisclosureId, actor, ct);
            actor.Demand(Permission.ConfirmDestruction);
            if (disclosure.RecalledAt is null)
                throw new RuleViolation("package.not-recalled", "The package is not recalled. A destruction statement is asked for after a recall only.");
            if (disclosure.DestructionConfirmedAt is not null)
                throw new RuleViolation("destruction.confirmed", $"{disclosure.DestructionConfirmedByName} has confirmed the destruction already.");
            if (string.IsNullOrWhiteSpace(input.Statement))
                throw new RuleViolation("statement.missing", "Statement: say what was destroyed, how and by whom.", nameof(input.Statement));
            var statement = input.Statement.Trim();
            disclosure.DestructionConfirmedAt = clock.GetUtcNow();
            disclosure.DestructionConfirmedByName = actor.Name;
            disclosure.DestructionStatement = statement;
            disclosure.Version = Guid.NewGuid();
            audit.Record(new DestructionConfirmed(disclosure.Id, disclosure.PackageReference, statement) { RequestId = request.Id }, actor);
        }, ct);
    }
}
