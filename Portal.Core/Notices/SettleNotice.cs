using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>The notice's part in proposing and approving a scope, inside their transactions.</summary>
public sealed class SettleNotice(PortalDb db, AuditTrail audit, RequestLaw law, DecideNotice decide, QueueNotice queue)
{
    /// <summary>What was decided stands, or what follows from the rule book by itself is entered.</summary>
    /// <exception cref="RuleViolation">A person has to decide first, or an order waits to be confirmed.</exception>
    internal async Task ProposeAsync(LegalRequest request, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.AwaitsConfirmationAsync(request.Id, ct))
            throw new RuleViolation("notice.order-unconfirmed", "The agency states a non-disclosure order. Compare it with its document, then confirm or decline it, before you propose.", "notice");
        var choices = await decide.ChoicesAsync(request, ct);
        var decision = await db.NoticeDecisions.FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
        if (decision is not null && choices.Offered.Contains(decision.Outcome)) return;
        if (choices.Suggested is not { } outcome)
            throw new RuleViolation("notice.undecided", "Decide whether and when the account holder is told, before you propose: the rule book leaves it to you.", "notice");
        if (decision is null) db.NoticeDecisions.Add(decision = new NoticeDecision(request.Id));
        var reviewOn = outcome == NoticeOutcome.Barred ? LocalDay.Today(request, now).AddDays(DecideNotice.UsualBar) : (DateOnly?)null;
        decision.Decide(outcome, law.RuleOf(request).Notice.Statement.Words, reviewOn, unnamed: false, actor, now);
        audit.Record(new NoticeDecided(outcome, decision.Words, reviewOn, false) { RequestId = request.Id }, actor);
    }

    /// <summary>Approves the decision with the scope and makes the notices it asks for.</summary>
    /// <returns>The period for which the records wait, or null where they do not.</returns>
    /// <exception cref="RuleViolation">An order has come or ended since it was proposed: it has to be decided again.</exception>
    internal async Task<NoticePeriod?> ApproveAsync(LegalRequest request, ScopeProposal proposal, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var decision = await db.NoticeDecisions.FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
        var choices = await decide.ChoicesAsync(request, ct);
        if (decision is null || !choices.Offered.Contains(decision.Outcome) || await db.AwaitsConfirmationAsync(request.Id, ct))
            throw new RuleViolation("notice.changed", "A non-disclosure order has come or ended since the scope was proposed. Return the scope, so that the notice is decided again.");

        var order = await db.BarringAsync(request.Id, ct);
        var accounts = Accounts(request, proposal);
        // Whoever names conversations alone has no account holder to tell: third parties get no notice.
        var period = decision.Outcome == NoticeOutcome.TellFirst && accounts.Count > 0 ? NoticePeriod.Of(law.RuleOf(request).Notice, now, request.RespondBy, request.Agency.Zone) : null;
        decision.Approve(actor, now, period);
        audit.Record(new NoticeApproved(decision.Outcome, decision.Words, proposal.Id, decision.ReviewOn, decision.PeriodEndsAt, accounts.Count) { RequestId = request.Id }, actor);
        var told = await DropEarlierAsync(request.Id, ct);
        foreach (var (id, handle) in accounts.Where(a => !told.Contains(a.Id)))
        {
            var notice = new UserNotice(request.Id, id, handle, StatusOf(decision.Outcome), ReasonOf(decision), decision.Outcome == NoticeOutcome.DelayedByOrder ? order : null, now);
            db.UserNotices.Add(notice);
            if (decision.Outcome == NoticeOutcome.TellFirst) await queue.EnterAsync(notice, request, proposal, decision, actor, now, ct);
        }
        return period?.EndsAt is null ? null : period;
    }

    /// <summary>A scope that is approved anew brings its notices anew; who has been told, or is being told, is not told twice.</summary>
    /// <returns>The accounts whose notice stands.</returns>
    private async Task<HashSet<string>> DropEarlierAsync(Guid requestId, CancellationToken ct)
    {
        var earlier = await db.UserNotices.Where(n => n.RequestId == requestId).ToListAsync(ct);
        var standing = earlier.Where(n => n.Status is UserNoticeStatus.Due or UserNoticeStatus.Sent).ToList();
        db.UserNotices.RemoveRange(earlier.Except(standing));
        return standing.Select(n => n.AccountId).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The accounts from which something is disclosed, each once.</summary>
    private static List<(string Id, string? Handle)> Accounts(LegalRequest request, ScopeProposal proposal)
    {
        var disclosed = proposal.Lines.Select(l => l.Authorised()?.AccountId).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal);
        return
        [
            .. request.Targets
                .Where(t => t.Resolution == TargetResolution.Resolved && !t.IsConversation && disclosed.Contains(t.ResolvedId!))
                .DistinctBy(t => t.ResolvedId, StringComparer.Ordinal)
                .Select(t => (t.ResolvedId!, t.ResolvedHandle)),
        ];
    }

    private static UserNoticeStatus StatusOf(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.DelayedByOrder => UserNoticeStatus.Delayed,
        NoticeOutcome.Barred => UserNoticeStatus.Barred,
        NoticeOutcome.NotRequired => UserNoticeStatus.NotRequired,
        _ => UserNoticeStatus.Drafted,
    };

    private static string? ReasonOf(NoticeDecision decision) =>
        decision.Outcome is NoticeOutcome.Barred or NoticeOutcome.NotRequired ? decision.Words : null;
}
