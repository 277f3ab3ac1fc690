using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <summary>The right to send one mail, taken by one conditional update: of workers side by side one has it.</summary>
internal static class MailLease
{
    /// <summary>Longer than any attempt may take.</summary>
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(5);

    /// <returns>Null where the mail is sent, given up, not due yet, or another worker is at it.</returns>
    public static async Task<Guid?> TakeAsync(PortalDb db, Guid mailId, DateTimeOffset now, CancellationToken ct)
    {
        var lease = Guid.NewGuid();
        var until = now + Term;
        var taken = await db.Mails
            .Where(m => m.Id == mailId && m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Lease, lease).SetProperty(m => m.LeasedUntil, until).SetProperty(m => m.Attempts, m => m.Attempts + 1), ct);
        return taken == 1 ? lease : null;
    }
}
