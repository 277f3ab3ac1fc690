using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>
/// At the end of the enforcing authority's time, its silence frees the approved scope. Run by the worker, as often and by as many as it likes:
/// one transaction each, and nothing twice. An authority of whose notification nothing is known cannot have been silent: its hold stays for people.
/// </summary>
public sealed class EndSilentHolds(PortalDb db, UnitOfWork unit, QueueDisclosure queue, RequestLaw law, TimeProvider clock)
{
    /// <returns>How many holds ended now.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var held = await db.Requests.AsNoTracking().Where(r => r.Status == RequestStatus.AuthorityHold).OrderBy(r => r.StatusSince).Select(r => r.Id).ToListAsync(ct);
        var ended = 0;
        foreach (var id in held)
        {
            if (await IsOverAsync(await db.Requests.AsNoTracking().LoadAsync(id, actor, ct), ct)) ended += await EndAsync(id, actor, ct);
        }
        return ended;
    }

    private async Task<int> EndAsync(Guid id, Actor actor, CancellationToken ct)
    {
        try
        {
            return await unit.RunAsync(
                actor,
                id,
                "end the enforcing authority's hold",
                async () =>
                {
                    var request = await db.Requests.LoadAsync(id, actor, ct);
                    // Cleared, objected to or withdrawn since the list was made, or another worker was quicker.
                    if (request.Status != RequestStatus.AuthorityHold || !await IsOverAsync(request, ct)) return 0;
                    queue.Enter(request, await db.Scopes.StandingIdAsync(id, ct), RequestAction.EndSilentHold, actor);
                    return 1;
                },
                ct);
        }
        catch (RuleViolation violation) when (violation.Code == UnitOfWork.ChangedMeanwhile)
        {
            return 0;
        }
    }

    private async Task<bool> IsOverAsync(LegalRequest request, CancellationToken ct) =>
        AuthorityLaw.HoldEnds(request, law) is { } end
        && clock.GetUtcNow() > end
        // Whoever has objected is not silent: from then on the authority's own clearance alone frees the scope.
        && !await db.EnforcingAnswers.AnyAsync(a => a.RequestId == request.Id && a.Kind != EnforcingAnswerKind.Cleared, ct)
        && (AuthorityLaw.SaysNotified(request) || await db.AuthorityNotifications.AnyAsync(n => n.RequestId == request.Id, ct));
}
