using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// An approver decides that the request goes on in spite of the account holder's objection. To stop it is a step of the request's own:
/// <see cref="RequestAction.Reject"/>.
/// </summary>
public sealed class DecideObjection(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public sealed record Input(Guid RequestId, string? Words);

    /// <exception cref="RuleViolation">There are no words, or no objection waits.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "decide on an objection",
            async () =>
            {
                actor.Demand(Permission.ApproveScope);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var words = NoticeQueries.DemandWords(input.Words, nameof(input.Words), "Say why the request goes on.");
                (await db.NoticeDecisions.OfRequestAsync(request.Id, ct)).AnswerObjection(words, actor, clock.GetUtcNow());
                audit.Record(new NoticeObjectionAnswered(words) { RequestId = request.Id }, actor);
            },
            ct);
    }

    /// <exception cref="RuleViolation">The account holder has objected and nobody has decided on it.</exception>
    internal static async Task DemandNoneOpenAsync(PortalDb db, Guid requestId, CancellationToken ct)
    {
        if (await db.NoticeDecisions.AnyAsync(d => d.RequestId == requestId && d.ObjectedAt != null && d.ObjectionDecidedAt == null, ct))
            throw new RuleViolation("notice.objection-open", "The account holder has objected. Decide on the objection before anything is released.");
    }
}
