using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Delivery;

/// <summary>
/// Closes the requests whose package nobody downloaded in its time. A package that was downloaded just stops being offered:
/// what the request does next is for people.
/// </summary>
public sealed class ExpireDisclosures(PortalDb db, UnitOfWork unit, AuditTrail audit, MailQueue mails, TimeProvider clock)
{
    /// <returns>How many expired now.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var due = await db.Disclosures
            .Where(d => d.ReleasedAt != null && d.RecalledAt == null && d.ExpiresAt <= now
                && db.Requests.Any(r => r.Id == d.RequestId && r.Status == RequestStatus.Released))
            .Select(d => d.Id)
            .ToListAsync(ct);
        var expired = 0;
        foreach (var id in due) expired += await ExpireAsync(id, actor, now, ct) ? 1 : 0;
        return expired;
    }

    private async Task<bool> ExpireAsync(Guid id, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await unit.RunAsync(actor, null, "let the package expire", async () =>
            {
                var (disclosure, request) = await db.LoadDisclosureAsync(id, actor, ct);
                // Somebody may have begun a download, or recalled it, since the list was made.
                if (request.Status != RequestStatus.Released || disclosure.RecalledAt is not null) return false;
                audit.Record(request.Apply(RequestAction.LetExpire, actor, now), actor);
                audit.Record(new PackageExpired(disclosure.Id, disclosure.PackageReference, disclosure.ExpiresAt!.Value) { RequestId = request.Id }, actor);
                await mails.ToOfficerAsync(request, MailKind.RequestEnded, ct);
                return true;
            }, ct);
        }
        catch (RuleViolation violation) when (violation.Code == UnitOfWork.ChangedMeanwhile)
        {
            return false;
        }
    }
}
