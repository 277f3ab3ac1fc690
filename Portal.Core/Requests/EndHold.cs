using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The notice period is over, or the enforcing authority has cleared the order: the approved scope is queued.</summary>
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
                await DecideObjection.DemandNoneOpenAsync(db, request.Id, ct);
                var scope = await db.Scopes.SingleOrDefaultAsync(s => s.RequestId == request.Id, ct) ?? throw new NotVisible("approved scope");
                queue.Enter(request, scope.Id, RequestAction.EndHold, actor, input.Reason);
            },
            ct);
    }
}
