using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The notice period is over: the approved scope is queued. An enforcing authority's hold ends by its clearance or its silence alone.</summary>
public sealed class EndHold(PortalDb db, UnitOfWork unit, QueueDisclosure queue)
{
    public sealed record Input(Guid RequestId, string? Reason);

    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "end the hold",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (request.Status == RequestStatus.AuthorityHold)
                    throw new RuleViolation("hold.of-authority", "This hold is the enforcing authority's. Record its clearance or its objection; its silence ends the hold by itself.");
                await DecideObjection.DemandNoneOpenAsync(db, request.Id, ct);
                if (await db.UserNotices.AnyAsync(n => n.RequestId == request.Id && n.Status == UserNoticeStatus.Due, ct))
                    throw new RuleViolation("notice.not-sent", "The account holder has not been told yet: the notice is on its way. Wait until it is sent.");
                queue.Enter(request, await db.Scopes.StandingIdAsync(request.Id, ct), RequestAction.EndHold, actor, input.Reason);
            },
            ct);
    }
}
