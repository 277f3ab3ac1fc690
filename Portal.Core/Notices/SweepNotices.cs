using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// What time does to orders and notices: alarms, ends, notices that fall due, notice periods that are over. Run by the worker, as often
/// as it likes and by several at once: one transaction each, looked at again inside it, and nothing twice.
/// </summary>
public sealed class SweepNotices(PortalDb db, UnitOfWork unit, AuditTrail audit, QueueNotice queue, QueueDisclosure packages, MailQueue mails, TimeProvider clock)
{
    internal const string PeriodOver = "The notice period has ended.";

    private static readonly RequestStatus[] Released = [RequestStatus.Released, RequestStatus.Downloaded, RequestStatus.Closed, RequestStatus.Purged, RequestStatus.Expired, RequestStatus.Recalled];
    private static readonly RequestStatus[] EndedBefore = [RequestStatus.Withdrawn, RequestStatus.Superseded, RequestStatus.NonExecution, RequestStatus.Rejected, RequestStatus.RejectedFraud, RequestStatus.WrongEntity, RequestStatus.ClosedNoReply];

    /// <returns>Notices that are due and not sent, oldest first: they are to be handed over, again if need be.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<IReadOnlyList<Guid>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.SendNotice);
        var now = clock.GetUtcNow();
        await MoveOrdersAsync(NonDisclosureAction.Expire, db.NonDisclosureOrders.Where(o => (o.Status == NonDisclosureStatus.Active || o.Status == NonDisclosureStatus.Expiring) && o.EndsAt <= now), actor, now, ct);
        await MoveOrdersAsync(NonDisclosureAction.RaiseAlarm, db.NonDisclosureOrders.Where(o => o.Status == NonDisclosureStatus.Active && o.AlarmAt <= now), actor, now, ct);
        await DropAsync(actor, ct);
        await MakeDueAsync(Delayed(), actor, now, ct);
        await MakeDueAsync(OfRelease(), actor, now, ct);
        await EndPeriodsAsync(actor, now, ct);
        return await db.UserNotices.Where(n => n.Status == UserNoticeStatus.Due).OrderBy(n => n.DueAt).Select(n => n.Id).ToListAsync(ct);
    }

    private async Task MoveOrdersAsync(NonDisclosureAction action, IQueryable<NonDisclosureOrder> due, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var found in await due.Select(o => new { o.Id, o.RequestId }).ToListAsync(ct))
        {
            await EachAsync(actor, found.RequestId, "move a non-disclosure order", async () =>
            {
                if (await due.FirstOrDefaultAsync(o => o.Id == found.Id, ct) is not { } order) return;
                audit.Record(order.Apply(action, actor, now), actor);
                if (action == NonDisclosureAction.RaiseAlarm && order.EndsOn is { } endsOn)
                    await mails.ToLegalStaffAsync(await db.Requests.LoadAsync(found.RequestId, actor, ct), MailKind.NonDisclosureExpiring, MailDue.On(endsOn), ct);
            }, ct);
        }
    }

    /// <summary>Nothing was disclosed and the request has ended: there is nothing to tell of.</summary>
    private async Task DropAsync(Actor actor, CancellationToken ct)
    {
        var idle = Open().Where(n => db.Requests.Any(r => r.Id == n.RequestId && EndedBefore.Contains(r.Status)));
        foreach (var found in await idle.Select(n => new { n.Id, n.RequestId }).ToListAsync(ct))
        {
            await EachAsync(actor, found.RequestId, "drop a notice", async () =>
            {
                if (await idle.FirstOrDefaultAsync(n => n.Id == found.Id, ct) is not { } notice) return;
                notice.Drop("The request ended and nothing was disclosed.", actor);
                audit.Record(new NoticeDropped(notice.Id, notice.AccountId, notice.Reason!) { RequestId = notice.RequestId }, actor);
            }, ct);
        }
    }

    private async Task MakeDueAsync(IQueryable<UserNotice> waiting, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var found in await waiting.Select(n => new { n.Id, n.RequestId }).ToListAsync(ct))
        {
            await EachAsync(actor, found.RequestId, "send a notice", async () =>
            {
                if (await waiting.FirstOrDefaultAsync(n => n.Id == found.Id, ct) is not { } notice) return;
                var request = await db.Requests.LoadAsync(notice.RequestId, actor, ct);
                var proposal = await db.ScopeProposals.SingleAsync(p => p.RequestId == notice.RequestId && p.Outcome == ProposalOutcome.Approved, ct);
                await queue.EnterAsync(notice, request, proposal, await db.NoticeDecisions.OfRequestAsync(notice.RequestId, ct), actor, now, ct);
            }, ct);
        }
    }

    /// <summary>The law's clock ends the wait whatever is open but an objection; otherwise the notice must have gone out first.</summary>
    private async Task EndPeriodsAsync(Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var over = db.NoticeDecisions
            .Where(d => d.PeriodEndsAt < now && (d.ObjectedAt == null || d.ObjectionDecidedAt != null))
            .Where(d => d.LatestAt < now || !db.UserNotices.Any(n => n.RequestId == d.RequestId && n.Status == UserNoticeStatus.Due))
            .Where(d => db.Requests.Any(r => r.Id == d.RequestId && r.Status == RequestStatus.NoticePeriod));
        foreach (var id in await over.Select(d => d.RequestId).ToListAsync(ct))
        {
            await EachAsync(actor, id, "end the notice period", async () =>
            {
                if (!await over.AnyAsync(d => d.RequestId == id, ct)) return;
                var request = await db.Requests.LoadAsync(id, actor, ct);
                packages.Enter(request, await db.Scopes.StandingIdAsync(id, ct), RequestAction.EndNoticePeriod, actor, PeriodOver);
            }, ct);
        }
    }

    /// <summary>Delayed, and neither an order in force nor one that waits for staff stands in the way any more.</summary>
    private IQueryable<UserNotice> Delayed() => db.UserNotices.Where(n =>
        n.Status == UserNoticeStatus.Delayed
        && !db.NonDisclosureOrders.Any(o => o.RequestId == n.RequestId && (o.Status == NonDisclosureStatus.Active || o.Status == NonDisclosureStatus.Expiring || o.Status == NonDisclosureStatus.Stated)));

    private IQueryable<UserNotice> OfRelease() => db.UserNotices.Where(n =>
        n.Status == UserNoticeStatus.Drafted && db.Requests.Any(r => r.Id == n.RequestId && Released.Contains(r.Status)));

    private IQueryable<UserNotice> Open() =>
        db.UserNotices.Where(n => n.Status == UserNoticeStatus.Drafted || n.Status == UserNoticeStatus.Delayed || n.Status == UserNoticeStatus.Barred);

    private async Task EachAsync(Actor actor, Guid requestId, string attempted, Func<Task> work, CancellationToken ct)
    {
        try
        {
            await unit.RunAsync(actor, requestId, attempted, work, ct);
        }
        catch (RuleViolation quicker) when (quicker.Code == UnitOfWork.ChangedMeanwhile)
        {
            // Somebody was quicker; the next sweep sees what is left.
        }
    }
}
