using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>A legal reviewer takes a request on.</summary>
public sealed class AssignRequest(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    public Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "assign the request",
        async () =>
        {
            actor.Demand(Permission.TriageRequest);
            var request = await db.Requests.LoadAsync(requestId, actor, ct);
            audit.Record(new RequestAssigned(request.AssignedToName, actor.Name) { RequestId = request.Id }, actor);
            request.AssignTo(actor);
        },
        ct);
}
