using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>A supervisor of the agency, another person than the officer, confirms an emergency.</summary>
public sealed class CoSignEmergency(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    public Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "co-sign the emergency",
        async () =>
        {
            actor.Demand(Permission.CoSignEmergency);
            var request = await db.Requests.LoadAsync(requestId, actor, ct);
            if (!law.NeedsCoSignature(request))
                throw new RuleViolation("emergency.not-one", "Only an emergency request is co-signed.");
            if (request.OfficerId == actor.PersonId)
                throw new RuleViolation("second-person", "You filed this request yourself. Another supervisor has to co-sign it.");
            if (request.CoSignedAt is not null)
                throw new RuleViolation("emergency.co-signed", $"{request.CoSignedByName} has co-signed it already.");
            if (RequestTransitions.IsFinal(request.Status))
                throw new RuleViolation("request.ended", "The request has ended and can no longer be co-signed.");
            request.CoSign(actor, clock.GetUtcNow());
            audit.Record(new EmergencyCoSigned(actor.Name) { RequestId = request.Id }, actor);
        },
        ct);
}
