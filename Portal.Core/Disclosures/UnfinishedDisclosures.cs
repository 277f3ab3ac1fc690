using Microsoft.EntityFrameworkCore;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures;

/// <summary>Packages that somebody ought to be building and nobody is: after a crash, or when the job server has lost them.</summary>
public sealed class UnfinishedDisclosures(PortalDb db, DisclosureOptions options, TimeProvider clock)
{
    /// <returns>Their ids, oldest first, and whether somebody is in danger. One that stopped with a problem comes up again only after a while.</returns>
    public async Task<IReadOnlyList<(Guid Id, bool Urgent)>> FindAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var patience = now.AddMinutes(-options.RetryProblemMinutes);
        var emergencies = db.Requests.WhereEmergency().Select(r => r.Id);
        var found = await db.Disclosures
            .Where(d => d.Stage != BuildStage.Done && (d.LeasedUntil == null || d.LeasedUntil <= now) && (d.Problem == null || d.ProblemAt <= patience))
            .OrderBy(d => d.CreatedAt)
            .Select(d => new { d.Id, Urgent = emergencies.Contains(d.RequestId) })
            .ToListAsync(ct);
        return [.. found.Select(d => (d.Id, d.Urgent))];
    }
}
