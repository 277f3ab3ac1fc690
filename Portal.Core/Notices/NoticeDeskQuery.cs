using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>Something that somebody of the staff must look at.</summary>
/// <param name="By">UTC, when it comes to a head; null where it is waiting already.</param>
/// <param name="DaysLeft">Days in the authority's zone, today not counted; null where no day counts.</param>
public sealed record NoticeAlarm(Guid RequestId, string Reference, string Agency, string What, DateTimeOffset? By, int? DaysLeft);

/// <param name="At">UTC: until when it is delayed, since when it is due, or when it was sent; null where no time is set.</param>
public sealed record DeskNotice(Guid Id, Guid RequestId, string Reference, string Agency, string AccountId, string Who, UserNoticeStatus Status, DateTimeOffset? At, string? Reason);

/// <summary>A request whose records wait for its notice period.</summary>
public sealed record WaitingPeriod(Guid RequestId, string Reference, string Agency, DateTimeOffset? EndsAt, bool Objected);

/// <summary>The desk of notices: alarms first.</summary>
public sealed class NoticeDeskQuery(PortalDb db, TimeProvider clock)
{
    public const int MostSent = 50;

    /// <param name="Sent">The latest, at most <see cref="MostSent"/>; <paramref name="SentInAll"/> counts all of them.</param>
    public sealed record Result(
        ImmutableArray<NoticeAlarm> Alarms,
        ImmutableArray<WaitingPeriod> Periods,
        ImmutableArray<DeskNotice> Due,
        ImmutableArray<DeskNotice> Delayed,
        ImmutableArray<DeskNotice> Barred,
        ImmutableArray<DeskNotice> Sent,
        int SentInAll);

    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task<Result> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.DecideNotice);
        var requests = db.Requests.AsNoTracking().VisibleTo(actor);
        var now = clock.GetUtcNow();
        var visible = db.UserNotices.AsNoTracking().Where(n => requests.Any(r => r.Id == n.RequestId));
        var allSent = visible.Where(n => n.Status == UserNoticeStatus.Sent);
        var open = await Rows(visible.Where(n => n.Status == UserNoticeStatus.Due || n.Status == UserNoticeStatus.Delayed || n.Status == UserNoticeStatus.Barred), requests).ToListAsync(ct);
        var sent = await Rows(allSent.OrderByDescending(n => n.SentAt).Take(MostSent), requests).ToListAsync(ct);
        var decisions = await db.NoticeDecisions.AsNoTracking()
            .Join(requests, d => d.RequestId, r => r.Id, (d, r) => new { Decision = d, r.Reference, Agency = r.Agency.Name, r.Agency.Zone, r.Status })
            .Where(x => x.Status == RequestStatus.NoticePeriod || x.Decision.Outcome == NoticeOutcome.Barred)
            .ToListAsync(ct);
        var barred = open.Where(x => x.Notice.Status == UserNoticeStatus.Barred).Select(x => x.Notice.RequestId).ToHashSet();
        var reviewOn = decisions.Where(d => d.Decision.ReviewOn is not null).ToDictionary(d => d.Decision.RequestId, d => LocalDay.StartOf(d.Decision.ReviewOn!.Value, d.Zone));

        IEnumerable<NoticeAlarm> alarms =
        [
            .. await OrderAlarmsAsync(requests, now, ct),
            .. decisions.Where(d => d.Status == RequestStatus.NoticePeriod && d.Decision.HasOpenObjection)
                .Select(d => new NoticeAlarm(d.Decision.RequestId, d.Reference!, d.Agency, "The account holder has objected: decide on it", d.Decision.LatestAt, null)),
            .. decisions.Where(d => barred.Contains(d.Decision.RequestId) && d.Decision.ReviewOn <= LocalDay.Of(d.Zone, now))
                .Select(d => new NoticeAlarm(d.Decision.RequestId, d.Reference!, d.Agency, "Look again at what bars the notice", reviewOn[d.Decision.RequestId], 0)),
            .. open.Where(x => x.Notice.Status == UserNoticeStatus.Due && x.Notice.DueAt < now - Patience)
                .Select(x => new NoticeAlarm(x.Notice.RequestId, x.Reference, x.Agency, "The notice is due and has not been handed over: look at the folder of notices", x.Notice.DueAt, null)),
        ];
        return new Result(
            [.. alarms.OrderBy(a => a.DaysLeft ?? -1).ThenBy(a => a.By)],
            [.. decisions.Where(d => d.Status == RequestStatus.NoticePeriod).OrderBy(d => d.Decision.PeriodEndsAt).Select(d => new WaitingPeriod(d.Decision.RequestId, d.Reference!, d.Agency, d.Decision.PeriodEndsAt, d.Decision.HasOpenObjection))],
            Of(UserNoticeStatus.Due, n => n.DueAt),
            Of(UserNoticeStatus.Delayed, n => n.DelayedUntil),
            Of(UserNoticeStatus.Barred, n => reviewOn.TryGetValue(n.RequestId, out var at) ? at : null),
            [.. sent.OrderByDescending(x => x.Notice.SentAt).Select(x => Shown(x, x.Notice.SentAt))],
            await allSent.CountAsync(ct));

        ImmutableArray<DeskNotice> Of(UserNoticeStatus status, Func<UserNotice, DateTimeOffset?> at) =>
            [.. open.Where(x => x.Notice.Status == status).Select(x => Shown(x, at(x.Notice))).OrderBy(n => n.At)];
    }

    private async Task<IEnumerable<NoticeAlarm>> OrderAlarmsAsync(IQueryable<LegalRequest> requests, DateTimeOffset now, CancellationToken ct)
    {
        var orders = await db.NonDisclosureOrders.AsNoTracking()
            .Where(o => o.Status == NonDisclosureStatus.Stated || o.Status == NonDisclosureStatus.Expiring || (o.Status == NonDisclosureStatus.Active && o.AlarmAt <= now))
            .Join(requests, o => o.RequestId, r => r.Id, (o, r) => new { Order = o, r.Reference, Agency = r.Agency.Name, r.Agency.Zone })
            .ToListAsync(ct);
        return orders.Select(x => x.Order.AwaitsConfirmation
            ? new NoticeAlarm(x.Order.RequestId, x.Reference!, x.Agency, "A non-disclosure order waits to be confirmed; no notice is sent meanwhile", null, null)
            : new NoticeAlarm(
                x.Order.RequestId,
                x.Reference!,
                x.Agency,
                string.Create(CultureInfo.InvariantCulture, $"Non-disclosure order {x.Order.Docket} ends on {x.Order.EndsOn:d MMMM yyyy}"),
                x.Order.EndsAt,
                Math.Max(0, x.Order.EndsOn!.Value.DayNumber - LocalDay.Of(x.Zone, now).DayNumber)));
    }

    private sealed record Row(UserNotice Notice, string Reference, string Agency);

    private static IQueryable<Row> Rows(IQueryable<UserNotice> notices, IQueryable<LegalRequest> requests) =>
        notices.Join(requests, n => n.RequestId, r => r.Id, (n, r) => new Row(n, r.Reference!, r.Agency.Name));

    private static DeskNotice Shown(Row row, DateTimeOffset? at) =>
        new(row.Notice.Id, row.Notice.RequestId, row.Reference, row.Agency, row.Notice.AccountId, row.Notice.Who, row.Notice.Status, at, row.Notice.Reason);
}
