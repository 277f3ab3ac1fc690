using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <param name="TookPart">The reader took part in the decision, and cannot decide the appeal.</param>
public sealed record WaitingAppeal(Guid RequestId, string Reference, string Agency, RequestStatus Status, DateTimeOffset FiledAt, bool TookPart);

/// <summary>Appeals that wait for a decision, the oldest first.</summary>
public sealed class AppealsQuery(PortalDb db)
{
    public async Task<IReadOnlyList<WaitingAppeal>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        return await db.Requests.VisibleTo(actor)
            .Join(db.Appeals.Where(a => a.Outcome == AppealOutcome.Pending), r => r.Id, a => a.RequestId, (request, appeal) => new { request, appeal })
            .OrderBy(x => x.appeal.FiledAt)
            .Select(x => new WaitingAppeal(
                x.request.Id,
                x.request.Reference!,
                x.request.Agency.Name,
                x.request.Status,
                x.appeal.FiledAt,
                x.request.StatusById == actor.PersonId || db.AuditEntries.Any(a => a.RequestId == x.request.Id && a.ActorId == actor.PersonId && AppealRights.Deciding.Contains(a.Name))))
            .ToListAsync(ct);
    }
}
