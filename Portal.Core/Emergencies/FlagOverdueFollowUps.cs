using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>Flags agencies whose legal process has not come in time. Run by the worker, as often as it likes: one transaction each, nothing twice.</summary>
public sealed class FlagOverdueFollowUps(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <returns>How many follow-ups were found overdue.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var overdue = await Overdue(now).OrderBy(f => f.DueAt).Select(f => f.RequestId).ToListAsync(ct);
        var flagged = 0;
        foreach (var id in overdue)
        {
            flagged += await unit.RunAsync(
                actor,
                id,
                "flag an agency",
                async () =>
                {
                    // Confirmed or flagged in the meantime: no longer overdue.
                    if (await Overdue(now).FirstOrDefaultAsync(f => f.RequestId == id, ct) is not { } followUp) return 0;
                    var agency = await db.Agencies.SingleAsync(a => a.Id == followUp.AgencyId, ct);
                    followUp.Apply(FollowUpAction.Flag, actor, now);
                    agency.Flag(now);
                    audit.Record(new AgencyFlagged(agency.Id, agency.Name, followUp.Reference, followUp.DueAt) { RequestId = id }, actor);
                    return 1;
                },
                ct);
        }
        return flagged;
    }

    /// <summary>An agency that has named its process in time is not flagged while staff have yet to look at it.</summary>
    private IQueryable<EmergencyFollowUp> Overdue(DateTimeOffset now) =>
        db.FollowUps.Where(f => f.Status == FollowUpStatus.FollowUpDue && f.DueAt < now && (f.ProcessNamedAt == null || f.ProcessNamedAt > f.DueAt || db.Requests.Any(r => r.Id == f.ProcessId && FollowUpProcess.WithoutEffect.Contains(r.Status))));
}
