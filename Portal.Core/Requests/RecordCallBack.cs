using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Records a call to the agency: who called, when, which number, whom they spoke with, and what came of it.</summary>
public sealed class RecordCallBack(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="SpokeWith">Name and post of the person reached, or why nobody was.</param>
    public sealed record Input(Guid RequestId, string SpokeWith, CallBackOutcome? Outcome, string? Note);

    /// <summary>The number is not an input: it is the one the register holds.</summary>
    /// <exception cref="RuleViolation">A field is missing, or the request is not in its identity check.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record a call-back",
            async () =>
            {
                actor.Demand(Permission.CheckIdentity);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (request.Status is not (RequestStatus.IdentityCheck or RequestStatus.FraudHold))
                    throw new RuleViolation("call-back.not-now", "A call-back is recorded during the identity check. Start the identity check first.");
                if (string.IsNullOrWhiteSpace(input.SpokeWith))
                    throw new RuleViolation("call-back.spoke-with", "Enter whom you spoke with, by name and post, or “nobody”.", nameof(input.SpokeWith));
                if (input.Outcome is not { } outcome)
                    throw new RuleViolation("call-back.outcome", "Choose what came of the call.", nameof(input.Outcome));
                var number = request.Agency.PublishedTelephone;
                request.Add(new CallBack(actor.PersonId, actor.Name, clock.GetUtcNow(), number, input.SpokeWith.Trim(), outcome, input.Note?.Trim() ?? ""));
                audit.Record(new CalledBack(number, input.SpokeWith.Trim(), outcome) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
