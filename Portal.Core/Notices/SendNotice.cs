using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// Hands a notice that is due over and records it. Safe to run twice, by two workers at once, and after being killed between the two:
/// the text was fixed before, and what is handed over twice is the same file twice.
/// </summary>
public sealed class SendNotice(PortalDb db, UnitOfWork unit, AuditTrail audit, IAccountNotifier notifier, TimeProvider clock)
{
    /// <summary>Does nothing where the notice is no longer due.</summary>
    /// <exception cref="IOException">It could not be handed over; it stays due.</exception>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task ExecuteAsync(Guid noticeId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.SendNotice);
        var notice = await db.UserNotices.AsNoTracking().FirstOrDefaultAsync(n => n.Id == noticeId, ct);
        if (notice is not { Status: UserNoticeStatus.Due }) return;
        if (await HeldBackAsync(noticeId, notice.RequestId, actor, ct)) return;
        var sha256 = await notifier.DeliverAsync(new AccountNotice(notice.Id, notice.AccountId, notice.Handle, notice.Subject!, notice.PlainText!, notice.DueAt!.Value), ct);
        try
        {
            await RecordAsync(noticeId, notice.RequestId, sha256, actor, ct);
        }
        catch (RuleViolation quicker) when (quicker.Code == UnitOfWork.ChangedMeanwhile)
        {
            // The other worker handed over the same bytes and recorded it.
        }
    }

    /// <summary>An order that has come since it fell due comes first; one that waits for staff is waited for.</summary>
    private async Task<bool> HeldBackAsync(Guid noticeId, Guid requestId, Actor actor, CancellationToken ct)
    {
        if (await db.AwaitsConfirmationAsync(requestId, ct)) return true;
        if (await db.BarringAsync(requestId, ct) is null) return false;
        return await unit.RunAsync(
            actor,
            requestId,
            "hold a notice back",
            async () =>
            {
                if (await db.BarringAsync(requestId, ct) is not { } order) return false;
                if (await db.UserNotices.FirstOrDefaultAsync(n => n.Id == noticeId && n.Status == UserNoticeStatus.Due, ct) is not { } due) return true;
                due.HoldBack(order, actor);
                audit.Record(new NoticeHeldBack(due.Id, due.AccountId, order.Id, order.EndsAt) { RequestId = requestId }, actor);
                return true;
            },
            ct);
    }

    private Task RecordAsync(Guid noticeId, Guid requestId, string sha256, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "send a notice",
        async () =>
        {
            if (await db.UserNotices.FirstOrDefaultAsync(n => n.Id == noticeId && n.Status == UserNoticeStatus.Due, ct) is not { } due) return;
            var now = clock.GetUtcNow();
            due.RecordSent(sha256, actor, now);
            audit.Record(new NoticeSent(due.Id, due.AccountId, sha256) { RequestId = requestId }, actor);
            if (await db.UserNotices.AnyAsync(n => n.RequestId == requestId && n.Id != noticeId && n.Status != UserNoticeStatus.Sent && n.Status != UserNoticeStatus.NotRequired, ct)) return;
            var over = await db.NonDisclosureOrders
                .Where(o => o.RequestId == requestId && (o.Status == NonDisclosureStatus.Expired || o.Status == NonDisclosureStatus.EndedEarly))
                .ToListAsync(ct);
            foreach (var order in over) audit.Record(order.Apply(NonDisclosureAction.RecordNotice, actor, now), actor);
        },
        ct);
}
