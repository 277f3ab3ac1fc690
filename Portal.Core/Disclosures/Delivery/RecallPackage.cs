using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>Takes a released package back: it is offered no longer, and an incident is opened that names who has received it.</summary>
public sealed class RecallPackage(PortalDb db, UnitOfWork unit, AuditTrail audit, MailQueue mails, TimeProvider clock)
{
    /// <param name="Reason">Why, in words that the agency may read.</param>
    public sealed record Input(Guid DisclosureId, string Reason);

    /// <exception cref="NotVisible">There is no such package for this actor.</exception>
    /// <exception cref="PermissionDenied">The actor may not recall packages.</exception>
    /// <exception cref="RuleViolation">It is not released, is recalled already, or no reason is given.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(actor, null, "recall the package", async () =>
        {
            var (disclosure, request) = await db.LoadDisclosureAsync(input.DisclosureId, actor, ct);
            var now = clock.GetUtcNow();
            var moved = request.Apply(RequestAction.Recall, actor, now, input.Reason);
            var reason = input.Reason.Trim();
            disclosure.RecalledAt = now;
            disclosure.RecalledByName = actor.Name;
            disclosure.RecallReason = reason;
            disclosure.Version = Guid.NewGuid();
            var receipts = await db.Receipts.Where(r => r.DisclosureId == disclosure.Id).Select(r => r.PersonName).ToListAsync(ct);
            audit.Record(moved, actor);
            audit.Record(new PackageRecalled(disclosure.Id, disclosure.PackageReference, reason, receipts.Count) { RequestId = request.Id }, actor);
            audit.Record(new IncidentOpened(disclosure.Id, disclosure.PackageReference, reason, [.. receipts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]) { RequestId = request.Id }, actor);
            await mails.ToOfficerAsync(request, MailKind.PackageRecalled, ct);
        }, ct);
    }
}
