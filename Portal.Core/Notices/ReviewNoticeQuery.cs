using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>An order as the staff see it, with what is raised about it.</summary>
/// <param name="DaysLeft">Days in the authority's zone, today not counted; null where it does not bar a notice.</param>
/// <param name="Clock">How its alarm and its end are worked out; null before it is confirmed.</param>
public sealed record ReviewOrder(NonDisclosureOrder Order, string? Raised, int? DaysLeft, NonDisclosureClock? Clock);

/// <summary>Everything about notice on one request, for the legal staff. It is read, never written back.</summary>
/// <param name="Wish">What the officer wishes; it delays nothing.</param>
/// <param name="Decision">Null while nothing is decided.</param>
/// <param name="Expected">The period as it would be, were the request approved now; null where none would be.</param>
/// <param name="MayDecide">This person may decide about notice now.</param>
/// <param name="MayRecord">This person may record and close orders.</param>
public sealed record ReviewNotice(
    NoticeRule Rule,
    NoticeChoices Choices,
    string? Wish,
    ImmutableArray<ReviewOrder> Orders,
    NoticeDecision? Decision,
    NoticePeriod? Expected,
    IReadOnlyList<UserNotice> Notices,
    bool MayDecide,
    bool MayRecord,
    bool MayObject,
    bool MayAnswerObjection,
    bool MayReviewBar,
    bool MayPreview)
{
    /// <summary>The outcome as it stands, or as it follows from the rule book by itself; null where a person has to decide first.</summary>
    public NoticeOutcome? Outcome => Decision is { } decided && (decided.ApprovedAt is not null || Choices.Offered.Contains(decided.Outcome)) ? decided.Outcome : Choices.Suggested;

    public bool OrderWaits => Orders.Any(o => o.Order.AwaitsConfirmation);
}

/// <summary>Loads what the workspace and the approver's page say about notice.</summary>
public sealed class ReviewNoticeQuery(PortalDb db, RequestLaw law, DecideNotice decide, TimeProvider clock)
{
    /// <param name="request">Loaded through its visibility.</param>
    public async Task<ReviewNotice> ExecuteAsync(LegalRequest request, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var now = clock.GetUtcNow();
        var rule = law.RuleOf(request).Notice;
        var orders = await db.NonDisclosureOrders.AsNoTracking().Where(o => o.RequestId == request.Id).OrderByDescending(o => o.StatedAt).ToListAsync(ct);
        var decision = await db.NoticeDecisions.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
        var notices = await db.UserNotices.AsNoTracking().Where(n => n.RequestId == request.Id).OrderBy(n => n.Id).ToListAsync(ct);
        var choices = await decide.ChoicesAsync(request, ct);
        var may = actor.Can(Permission.DecideNotice);
        var inPeriod = request.Status == RequestStatus.NoticePeriod;
        var view = new ReviewNotice(
            rule,
            choices,
            NonDisclosureClaim.WishOf(request),
            [.. orders.Select(o => Of(o, request, now))],
            decision,
            null,
            notices,
            MayDecide: may && request.Status == RequestStatus.UnderReview,
            MayRecord: may && !RequestTransitions.IsFinal(request.Status),
            MayObject: may && inPeriod && decision is { HasOpenObjection: false },
            MayAnswerObjection: inPeriod && decision is { HasOpenObjection: true } && actor.Can(Permission.ApproveScope),
            MayReviewBar: may && notices.Any(n => n.Status == UserNoticeStatus.Barred),
            MayPreview: may && (notices.Count > 0 || request.Targets.Any(t => t is { Resolution: TargetResolution.Resolved, IsConversation: false })));
        return decision?.ApprovedAt is null && view.Outcome == NoticeOutcome.TellFirst
            ? view with { Expected = NoticePeriod.Of(rule, now, request.RespondBy, request.Agency.Zone) }
            : view;
    }

    private static ReviewOrder Of(NonDisclosureOrder order, LegalRequest request, DateTimeOffset now)
    {
        var zone = request.Agency.Zone;
        var stated = LocalDay.Of(zone, order.StatedAt);
        return new ReviewOrder(
            order,
            NonDisclosureParticulars.Raised(order.EndsOn, order.SignedOn ?? stated),
            order.Bars ? Math.Max(0, order.EndsOn!.Value.DayNumber - LocalDay.Of(zone, now).DayNumber) : null,
            order.ConfirmedAt is { } confirmed ? NonDisclosureClock.Of(order.EndsOn!.Value, zone, DateOnly.FromDateTime(confirmed.UtcDateTime)) : null);
    }
}
