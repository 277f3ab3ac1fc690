using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>A non-disclosure order as its agency sees it.</summary>
/// <param name="Why">Why it was declined or ended; null otherwise.</param>
public sealed record AgencyOrder(string? Docket, string? Court, DateOnly? EndsOn, NonDisclosureStatus Status, string? Why);

/// <summary>What an agency may know about notice on its request. What staff think of a danger or an objection is not in it.</summary>
/// <param name="Words">Whether and when the account holder is told, in one to three sentences.</param>
/// <param name="TellAt">The moment of it where one is set, UTC.</param>
/// <param name="MayUpload">This person may upload a non-disclosure order now.</param>
public sealed record AgencyNotice(string Words, DateTimeOffset? TellAt, string? Wish, ImmutableArray<AgencyOrder> Orders, bool MayUpload);

/// <summary>Says to the agency whether and when the account holder is told.</summary>
public sealed class AgencyNoticeQuery(PortalDb db, RequestLaw law)
{
    private const string Unless = " unless a court order that bars it is uploaded before.";

    /// <param name="request">Loaded through its visibility.</param>
    public async Task<AgencyNotice> ExecuteAsync(LegalRequest request, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewAgencyRequests);
        var orders = await db.NonDisclosureOrders.AsNoTracking().Where(o => o.RequestId == request.Id).OrderByDescending(o => o.StatedAt).ToListAsync(ct);
        var decision = await db.NoticeDecisions.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == request.Id && d.ApprovedAt != null, ct);
        var notices = await db.UserNotices.AsNoTracking().Where(n => n.RequestId == request.Id).ToListAsync(ct);
        var (words, at) = Of(request, law.RuleOf(request).Notice, law.IsEmergency(request), orders, decision, notices);
        var ended = RequestTransitions.IsFinal(request.Status);
        return new AgencyNotice(
            words,
            at,
            NonDisclosureClaim.WishOf(request),
            [.. orders.Select(o => new AgencyOrder(o.Docket, o.Court, o.EndsOn, o.Status, o.OverReason))],
            MayUpload: !ended && request.Reference is not null && actor.Can(Permission.FileRequest) && !orders.Any(o => o.AwaitsConfirmation)
                && (notices.Count == 0 || notices.Any(n => n.IsOpen)));
    }

    private static (string Words, DateTimeOffset? At) Of(LegalRequest request, NoticeRule rule, bool emergency, List<NonDisclosureOrder> orders, NoticeDecision? decision, List<UserNotice> notices)
    {
        if (notices.Count > 0 && notices.All(n => n.Status == UserNoticeStatus.Sent))
            return (decision?.PeriodEndsAt is { } end && request.Status == RequestStatus.NoticePeriod
                ? string.Create(CultureInfo.InvariantCulture, $"We have told the account holder. The records wait until {end:d MMMM yyyy HH:mm} UTC.")
                : "We have told the account holder.", notices.Max(n => n.SentAt));
        if (orders.Where(o => o.Bars).MaxBy(o => o.EndsAt) is { } bar)
            return (string.Create(CultureInfo.InvariantCulture, $"A court order bars us from telling the account holder until {bar.EndsOn:d MMMM yyyy}. We tell them when that day is over, unless a renewed order is uploaded before."), bar.EndsAt);
        if (RequestTransitions.IsFinal(request.Status) && notices.All(n => !n.IsOpen))
            return ("Nothing was disclosed under this request, or nobody had to be told.", null);
        if (notices.Any(n => n.Status == UserNoticeStatus.Due))
            return ("The account holder is being told now" + Unless, null);
        return decision is null ? Foreseen(rule, emergency) : Decided(decision);
    }

    private static (string, DateTimeOffset?) Decided(NoticeDecision decision) => decision.Outcome switch
    {
        NoticeOutcome.NotRequired => ("We do not tell the account holder.", null),
        NoticeOutcome.WithRelease => ("We tell the account holder when the records are released," + Unless, null),
        NoticeOutcome.Barred => ("We do not tell the account holder yet. We tell them when nothing bars it any more.", null),
        _ => ("We tell the account holder" + Unless, null),
    };

    private static (string, DateTimeOffset?) Foreseen(NoticeRule rule, bool emergency) => NoticeChoices.For(rule.Policy, barred: false, emergency).Suggested switch
    {
        NoticeOutcome.TellFirst => (string.Create(CultureInfo.InvariantCulture, $"When the request is approved we tell the account holder, and disclose at the earliest {rule.Days ?? NoticePeriod.UsualDays} days later where the law's clock leaves the time,") + Unless, null),
        NoticeOutcome.WithRelease => ("We tell the account holder when the records are released," + Unless, null),
        NoticeOutcome.Barred => ("We tell the account holder when the danger has passed.", null),
        NoticeOutcome.NotRequired => ($"We do not tell the account holder. {rule.Statement.Words}", null),
        _ => ("Our legal staff decide whether and when the account holder is told. A court order that bars it has to be uploaded before.", null),
    };
}
