using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Preservation.Letters;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>
/// Ends what has run out and destroys what was kept: unlinked ones at the end of their time, linked ones when their request has been over for
/// <see cref="PreservationTerm.AfterRequest"/>. Run by the worker, as often as it likes: one transaction each, and nothing twice.
/// </summary>
public sealed class LapsePreservations(PortalDb db, UnitOfWork unit, AuditTrail audit, DestroySnapshots destroy, PreservationLetters letters, TimeProvider clock)
{
    private static readonly RequestStatus[] Over = [.. Enum.GetValues<RequestStatus>().Where(s => s == RequestStatus.Closed || RequestTransitions.IsFinal(s))];

    /// <returns>How many lapsed.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var due = await RunOut(now).Concat(Released(now)).OrderBy(p => p.ExpiresAt).Select(p => p.Id).ToListAsync(ct);
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
                    var unlinked = await RunOut(now).Include(p => p.Agency).FirstOrDefaultAsync(p => p.Id == id, ct);
                    if ((unlinked ?? await Released(now).Include(p => p.Agency).FirstOrDefaultAsync(p => p.Id == id, ct)) is not { } preservation) return 0;
                    var why = unlinked is null ? "The request it was kept for has been over for 30 days." : "Its time ended and no request had come.";
                    preservation.Apply(PreservationAction.Lapse, actor, now, reason: why);
                    audit.Record(new PreservationLapsed(preservation.Id, preservation.Reference, preservation.ExpiresAt!.Value, why) { RequestId = preservation.LinkedRequestId }, actor);
                    await destroy.ExecuteAsync(preservation, why, actor, ct);
                    letters.Lapse(preservation, unlinked is null, actor);
                    return 1;
                },
                ct);
        }
        return lapsed;
    }

    private IQueryable<PreservationRequest> RunOut(DateTimeOffset now) => db.Preservations.Where(p =>
        (p.Status == PreservationStatus.Active || p.Status == PreservationStatus.Extended) && p.ExpiresAt <= now);

    private IQueryable<PreservationRequest> Released(DateTimeOffset now)
    {
        var overSince = now - PreservationTerm.AfterRequest;
        return db.Preservations.Where(p => p.Status == PreservationStatus.Linked
            && db.Requests.Any(r => r.Id == p.LinkedRequestId && Over.Contains(r.Status) && r.StatusSince <= overSince)
            && !db.Appeals.Any(a => a.RequestId == p.LinkedRequestId && a.Outcome == AppealOutcome.Pending));
    }
}
