using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>Ends what has run out. Run by the worker, as often as it likes: one transaction each, and nothing twice.</summary>
public sealed class LapsePreservations(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <returns>How many lapsed.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var due = await RunOut(now).OrderBy(p => p.ExpiresAt).Select(p => p.Id).ToListAsync(ct);
        var lapsed = 0;
        foreach (var id in due)
        {
            lapsed += await unit.RunAsync(
                actor,
                requestId: null,
                "let a preservation lapse",
                async () =>
                {
                    // Extended or linked in the meantime: no longer due.
                    if (await RunOut(now).FirstOrDefaultAsync(p => p.Id == id, ct) is not { } preservation) return 0;
                    preservation.Apply(PreservationAction.Lapse, actor, now);
                    audit.Record(new PreservationLapsed(preservation.Id, preservation.Reference, preservation.ExpiresAt!.Value), actor);
                    return 1;
                },
                ct);
        }
        return lapsed;
    }

    private IQueryable<PreservationRequest> RunOut(DateTimeOffset now) => db.Preservations.Where(p =>
        (p.Status == PreservationStatus.Active || p.Status == PreservationStatus.Extended) && p.ExpiresAt <= now);
}
