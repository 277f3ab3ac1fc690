using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The legal staff have looked at an earlier request and find that this one is no duplicate of it. The agency does not see it.</summary>
public sealed class JudgeEarlier(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public sealed record Input(Guid RequestId, Guid EarlierId, string? Words);

    /// <exception cref="RuleViolation">No words, or it was found so already.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "find that a request is no duplicate",
            async () =>
            {
                actor.Demand(Permission.TriageRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var earlier = await db.Requests.VisibleTo(actor).FirstOrDefaultAsync(r => r.Id == input.EarlierId && r.Id != request.Id, ct) ?? throw new NotVisible("earlier request");
                var words = LinkWords.Read(input.Words);
                if (await db.EarlierLinks.AnyAsync(l => l.RequestId == request.Id && l.EarlierId == earlier.Id && l.Kind == EarlierLinkKind.NotDuplicate, ct))
                    throw new RuleViolation("earlier.judged", $"That it is no duplicate of {earlier.Reference} is recorded already.");
                db.EarlierLinks.Add(new EarlierLink(request.Id, earlier.Id, EarlierLinkKind.NotDuplicate, words, actor, clock.GetUtcNow()));
                audit.Record(new EarlierStated(earlier.Reference!, EarlierLinkKind.NotDuplicate, words) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
