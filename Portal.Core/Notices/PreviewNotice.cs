using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>A notice as it went out, as it waits, or as it would be written of what is decided so far.</summary>
/// <param name="Fixed">Its text is kept and does not change any more.</param>
/// <param name="Accounts">The accounts that have a notice each: id and name.</param>
public sealed record NoticePreview(string Reference, string AccountId, string Who, UserNoticeStatus? Status, string Subject, string Text, bool Fixed, IReadOnlyList<(string Id, string Who)> Accounts);

/// <summary>Shows staff the notice to one account holder. That they looked is recorded.</summary>
public sealed class PreviewNotice(PortalDb db, UnitOfWork unit, AuditTrail audit, ComposeNotice compose, ReviewNoticeQuery notices, TimeProvider clock)
{
    /// <param name="accountId">Whose; null for the first account.</param>
    /// <exception cref="NotVisible">There is no such request or account for this actor.</exception>
    public async Task<NoticePreview> ExecuteAsync(Guid requestId, string? accountId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecideNotice);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        var view = await notices.ExecuteAsync(request, actor, ct);
        var now = clock.GetUtcNow();
        IReadOnlyList<UserNotice> of = view.Notices.Count > 0 ? view.Notices : Foreseen(request, now);
        var notice = of.FirstOrDefault(n => accountId is null || n.AccountId == accountId) ?? throw new NotVisible("notice");
        var (subject, text) = notice.PlainText is not null ? (notice.Subject!, notice.PlainText) : await RenderAsync(notice, request, view, now, ct);
        await unit.RunAsync(
            actor,
            requestId,
            "look at a notice",
            () =>
            {
                audit.Record(new NoticePreviewed(notice.Id, notice.AccountId) { RequestId = requestId }, actor);
                return Task.CompletedTask;
            },
            ct);
        return new NoticePreview(
            request.Reference!, notice.AccountId, notice.Who, view.Notices.Count > 0 ? notice.Status : null, subject, text, notice.PlainText is not null, [.. of.Select(n => (n.AccountId, n.Who))]);
    }

    private async Task<(string Subject, string Text)> RenderAsync(UserNotice notice, LegalRequest request, ReviewNotice view, DateTimeOffset now, CancellationToken ct)
    {
        var released = await db.Disclosures.Where(d => d.RequestId == request.Id).Select(d => d.ReleasedAt).FirstOrDefaultAsync(ct);
        var order = view.Orders.Select(o => o.Order).Where(o => o.Id == notice.OrderId || (notice.OrderId is null && o.Bars)).MaxBy(o => o.EndsAt);
        var facts = new NoticeFacts(view.Decision?.Unnamed == true, view.Outcome == NoticeOutcome.Barred, view.Decision?.PeriodEndsAt ?? view.Expected?.EndsAt, order, released);
        var letter = compose.Render(notice, request, await LinesAsync(request, ct), facts, now);
        return (letter.Subject, letter.PlainText);
    }

    /// <summary>What was proposed last, or the draft as it stands.</summary>
    private async Task<IReadOnlyList<ScopeLine>> LinesAsync(LegalRequest request, CancellationToken ct)
    {
        var proposal = await db.ScopeProposals.AsNoTracking()
            .Where(p => p.RequestId == request.Id && (p.Outcome == ProposalOutcome.Pending || p.Outcome == ProposalOutcome.Approved))
            .OrderByDescending(p => p.Number)
            .FirstOrDefaultAsync(ct);
        if (proposal is not null) return proposal.Lines;
        var draft = await db.ScopeDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
        return CountScope.Compile(request, draft?.Cuts ?? []);
    }

    private static List<UserNotice> Foreseen(LegalRequest request, DateTimeOffset now) =>
    [
        .. request.Targets
            .Where(t => t is { Resolution: TargetResolution.Resolved, IsConversation: false })
            .DistinctBy(t => t.ResolvedId, StringComparer.Ordinal)
            .Select(t => new UserNotice(request.Id, t.ResolvedId!, t.ResolvedHandle, UserNoticeStatus.Drafted, null, null, now)),
    ];
}
