using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>Somebody looks again at notices that a danger or a statute bars: it has fallen and they are sent, or it stands and a day is set.</summary>
public sealed class ReviewBar(PortalDb db, UnitOfWork unit, AuditTrail audit, QueueNotice queue, TimeProvider clock)
{
    /// <param name="Lifted">Nothing bars the notice any more; null where nothing was chosen.</param>
    /// <param name="ReviewOn">Where it still does: the next day, in the authority's zone.</param>
    public sealed record Input(Guid RequestId, bool? Lifted, DateOnly? ReviewOn, string? Words);

    /// <exception cref="RuleViolation">Words or a day are missing, nothing is barred, or the same person barred it before.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "look again at a barred notice",
            async () =>
            {
                actor.Demand(Permission.DecideNotice);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var decision = await db.NoticeDecisions.OfRequestAsync(request.Id, ct);
                var barred = await db.UserNotices.Where(n => n.RequestId == request.Id && n.Status == UserNoticeStatus.Barred).ToListAsync(ct);
                if (barred.Count == 0) throw new RuleViolation("notice.not-barred", "No notice of this request is barred. Reload the page to see where they stand.");
                if (input.Lifted is not { } lifted) throw new RuleViolation("notice.bar-choice", "Choose whether the notice is still barred.", nameof(input.Lifted));
                var words = NoticeQueries.DemandWords(input.Words, nameof(input.Words), "Say in a sentence or two what you found.");
                var now = clock.GetUtcNow();
                var before = decision.ReviewOn;
                if (lifted && decision.DecidedById == actor.PersonId)
                    throw new RuleViolation("second-person", "You barred this notice yourself. That the danger has passed takes a second person to say: a notice cannot be taken back. Ask a colleague.");
                if (lifted) await SendAsync(request, decision, barred, actor, now, ct);
                else BarAgain(request, decision, input.ReviewOn, words, actor, now);
                audit.Record(new NoticeBarReviewed(lifted, before, lifted ? null : decision.ReviewOn, words) { RequestId = request.Id }, actor);
            },
            ct);
    }

    /// <summary>To keep silent longer takes another person than the one who wanted it so last.</summary>
    private static void BarAgain(LegalRequest request, NoticeDecision decision, DateOnly? reviewOn, string words, Actor actor, DateTimeOffset now)
    {
        if (decision.DecidedById == actor.PersonId)
            throw new RuleViolation("second-person", "You barred this notice yourself; to bar it longer takes a second person. Ask a colleague.");
        DecideNotice.DemandReviewDay(reviewOn, LocalDay.Today(request, now));
        decision.BarUntil(reviewOn!.Value, words, actor, now);
    }

    private async Task SendAsync(LegalRequest request, NoticeDecision decision, List<UserNotice> barred, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var order = await db.BarringAsync(request.Id, ct);
        var proposal = await db.ScopeProposals.SingleAsync(p => p.RequestId == request.Id && p.Outcome == ProposalOutcome.Approved, ct);
        foreach (var notice in barred)
        {
            if (order is null)
            {
                await queue.EnterAsync(notice, request, proposal, decision, actor, now, ct);
                continue;
            }
            notice.HoldBack(order, actor);
            audit.Record(new NoticeHeldBack(notice.Id, notice.AccountId, order.Id, order.EndsAt) { RequestId = request.Id }, actor);
        }
    }
}
