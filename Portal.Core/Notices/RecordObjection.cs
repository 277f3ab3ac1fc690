using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>The account holder answers the notice: nothing is released until somebody has decided on it.</summary>
public sealed class RecordObjection(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="Words">What the account holder says, in short; for staff only.</param>
    public sealed record Input(Guid RequestId, string? Words);

    /// <exception cref="RuleViolation">There are no words, or the request is not in its notice period.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record an objection",
            async () =>
            {
                actor.Demand(Permission.DecideNotice);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (request.Status != RequestStatus.NoticePeriod)
                    throw new RuleViolation("notice.no-period", "An objection pauses a request that is in its notice period. Write a note instead, and tell the approver.", nameof(input.Words));
                var words = NoticeQueries.DemandWords(input.Words, nameof(input.Words), "Say in a sentence or two what the account holder objects to.");
                (await db.NoticeDecisions.OfRequestAsync(request.Id, ct)).Object(words, actor, clock.GetUtcNow());
                request.Concerned();
                audit.Record(new NoticeObjected(words) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
