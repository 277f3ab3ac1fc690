using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>Staff find that the legal process that came covers what was disclosed in the emergency.</summary>
public sealed class ConfirmFollowUp(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="RuleViolation">No process has been named, its own identity check is not passed, or it ended without being granted.</exception>
    public Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "confirm the legal process of an emergency",
        async () =>
        {
            actor.Demand(Permission.TriageRequest);
            var emergency = await db.Requests.LoadAsync(requestId, actor, ct);
            var followUp = await db.FollowUps.FirstOrDefaultAsync(f => f.RequestId == emergency.Id, ct) ?? throw new NotVisible("follow-up");
            if (followUp.ProcessId is not { } processId)
                throw new RuleViolation("follow-up.no-process", "The agency has not named its legal process yet. Write to it.");
            var process = await db.Requests.LoadAsync(processId, actor, ct);
            if (!FollowUpProcess.Counts(process.Status))
                throw new RuleViolation("follow-up.process-not-checked", $"{process.Reference} is “{RequestWords.Of(process.Status)}”. It counts once its identity check is passed, and no longer when it ended without effect.");
            followUp.Apply(FollowUpAction.Confirm, actor, clock.GetUtcNow());
            audit.Record(new FollowUpConfirmed(emergency.Reference!, process.Reference!) { RequestId = emergency.Id }, actor);
        },
        ct);
}

/// <summary>Which requests may stand as the legal process of an emergency.</summary>
internal static class FollowUpProcess
{
    private static readonly RequestStatus[] NotChecked = [RequestStatus.Draft, RequestStatus.Submitted, RequestStatus.IdentityCheck, RequestStatus.FraudHold];

    /// <summary>Ended without being granted: it is as if it had never been named.</summary>
    internal static readonly RequestStatus[] WithoutEffect =
    [
        RequestStatus.RejectedFraud, RequestStatus.Rejected, RequestStatus.WrongEntity, RequestStatus.NonExecution, RequestStatus.ClosedNoReply, RequestStatus.Withdrawn, RequestStatus.Superseded,
    ];

    public static bool EndedWithoutEffect(RequestStatus status) => WithoutEffect.Contains(status);

    public static bool Counts(RequestStatus status) => !NotChecked.Contains(status) && !EndedWithoutEffect(status);
}
