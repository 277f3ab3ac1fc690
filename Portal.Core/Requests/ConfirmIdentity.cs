using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Ends the identity check: only after a call-back to the register's number in which the agency confirmed.</summary>
public sealed class ConfirmIdentity(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="RuleViolation">The last call-back did not confirm, or the agency is not active.</exception>
    public Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "confirm identity",
        async () =>
        {
            var request = await db.Requests.LoadAsync(requestId, actor, ct);
            if (request.Agency.Status != AgencyStatus.Active)
                throw new RuleViolation("agency.not-active", $"{request.Agency.Name} is not an active agency in the register. Hold the request for fraud or have the agency activated first.");
            // A call from before a fraud hold proves nothing after it.
            if (request.CallBacks.Where(c => c.At >= request.StatusSince).MaxBy(c => c.At) is not { Outcome: CallBackOutcome.Confirmed })
                throw new RuleViolation("identity.not-confirmed", $"Call the agency back at {request.Agency.PublishedTelephone} and record that it confirms the officer and the request. The last call recorded has to confirm.");
            audit.Record(request.Apply(RequestAction.ConfirmIdentity, actor, clock.GetUtcNow()), actor);
        },
        ct);
}
