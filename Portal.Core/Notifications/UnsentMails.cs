using Microsoft.EntityFrameworkCore;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <summary>Mails whose time to be tried, for the first time or again, has come.</summary>
public sealed class UnsentMails(PortalDb db, TimeProvider clock)
{
    private const int MostAtOnce = 200;

    public async Task<IReadOnlyList<Guid>> FindAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Mails
            .Where(m => m.SentAt == null && m.GivenUpAt == null && m.NextTryAt <= now && (m.LeasedUntil == null || m.LeasedUntil <= now))
            .OrderBy(m => m.NextTryAt)
            .Take(MostAtOnce)
            .Select(m => m.Id)
            .ToListAsync(ct);
    }
}
