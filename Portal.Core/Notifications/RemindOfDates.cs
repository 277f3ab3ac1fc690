using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <summary>Reminds officers of packages that run out soon. Run by the worker as often as it likes: each date is told once.</summary>
public sealed class RemindOfDates(PortalDb db, UnitOfWork unit, MailQueue mails, TimeProvider clock)
{
    private static readonly TimeSpan BeforeAPackageExpires = TimeSpan.FromDays(3);

    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var packagesUntil = now + BeforeAPackageExpires;
        var packages = await db.Disclosures
            .Where(d => d.ReleasedAt != null && d.RecalledAt == null && d.ExpiresAt > now && d.ExpiresAt <= packagesUntil
                && db.Requests.Any(r => r.Id == d.RequestId && r.Status == RequestStatus.Released)
                && !db.Mails.Any(m => m.SubjectId == d.RequestId && m.Kind == MailKind.PackageExpiring && m.DueAt == d.ExpiresAt))
            .Select(d => new { d.RequestId, ExpiresAt = d.ExpiresAt!.Value })
            .ToListAsync(ct);
        foreach (var package in packages)
        {
            await unit.RunAsync(
                actor,
                package.RequestId,
                "remind of a package",
                async () => await mails.ToOfficerAsync(await db.Requests.LoadAsync(package.RequestId, actor, ct), MailKind.PackageExpiring, MailDue.When(package.ExpiresAt), ct),
                ct);
        }
    }
}
