using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>The agency says under which of its requests the legal process for an emergency has come.</summary>
public sealed class NameLegalProcess(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <param name="ProcessId">A submitted request of the same agency that is no emergency itself.</param>
    public sealed record Input(Guid RequestId, Guid? ProcessId);

    /// <exception cref="RuleViolation">No request is chosen, or it cannot be the legal process for this emergency.</exception>
    /// <exception cref="NotVisible">There is no follow-up, or no such request, for this actor.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "name the legal process of an emergency",
            async () =>
            {
                actor.Demand(Permission.FileRequest);
                var emergency = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var followUp = await db.FollowUps.FirstOrDefaultAsync(f => f.RequestId == emergency.Id, ct) ?? throw new NotVisible("follow-up");
                if (input.ProcessId is not { } chosen)
                    throw new RuleViolation("follow-up.process", "Choose the request under which you have filed the legal process.", nameof(input.ProcessId));
                var process = await db.Requests.LoadAsync(chosen, actor, ct);
                if (process.AgencyId != emergency.AgencyId || process.Id == emergency.Id || process.Reference is null || law.IsEmergency(process))
                    throw new RuleViolation("follow-up.process", "Choose a request that your agency has submitted and that is no emergency itself: a warrant, an order or a subpoena.", nameof(input.ProcessId));
                if (FollowUpProcess.EndedWithoutEffect(process.Status))
                    throw new RuleViolation("follow-up.process-ended", $"{process.Reference} is “{RequestWords.Of(process.Status)}” and cannot stand for anything. Choose one that is open or was granted.", nameof(input.ProcessId));
                followUp.Name(process, clock.GetUtcNow());
                audit.Record(new LegalProcessNamed(emergency.Reference!, process.Reference) { RequestId = emergency.Id }, actor);
            },
            ct);
    }
}
