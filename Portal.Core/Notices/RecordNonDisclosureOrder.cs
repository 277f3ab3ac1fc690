using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// Staff read the document and record the order as it stands there: one that the agency stated is confirmed, one that it did not is
/// entered and confirmed at once. From then on it bars every notice of the request.
/// </summary>
public sealed class RecordNonDisclosureOrder(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="OrderId">The one that the agency stated; null for one that it did not.</param>
    /// <param name="DocumentId">The upload that states it, one of the request's own.</param>
    /// <param name="RenewsId">The order in force that this one prolongs.</param>
    public sealed record Input(Guid RequestId, Guid? OrderId, NonDisclosureParticulars Particulars, Guid? DocumentId, Guid? RenewsId);

    /// <returns>The order's id.</returns>
    /// <exception cref="RuleViolation">With everything that is missing or wrong: a last day above all, and the document.</exception>
    public Task<Guid> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record a non-disclosure order",
            async () =>
            {
                actor.Demand(Permission.DecideNotice);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var today = LocalDay.Today(request, now);
                var document = await db.Documents.FirstOrDefaultAsync(d => d.Id == input.DocumentId && d.RequestId == request.Id, ct);
                var problems = input.Particulars.Problems(today, needsSigned: true).ToList();
                if (document is null)
                    problems.Add(new RuleViolation("ndo.document", "Choose the uploaded document that states the order. Where there is none, ask the agency to upload it.", nameof(input.DocumentId)));
                if (problems.Count > 0) throw RuleViolation.Of(problems);

                var renewed = input.RenewsId is { } renews ? await db.NonDisclosureOrders.LoadAsync(request, renews, ct) : null;
                var order = input.OrderId is { } stated ? await db.NonDisclosureOrders.LoadAsync(request, stated, ct) : Entered(input, actor, now);
                var before = order.Particulars;
                var clocks = NonDisclosureClock.Of(input.Particulars.EndsOn!.Value, request.Agency.Zone, DateOnly.FromDateTime(now.UtcDateTime));
                audit.Record(order.Confirm(input.Particulars, document!.Id, renewed?.Id, clocks, actor, now), actor);
                audit.Record(new NonDisclosureConfirmed(order.Id, before, order.Particulars, document.Id, document.Sha256, clocks.EndsAt, renewed?.Id) { RequestId = request.Id }, actor);
                if (renewed is not null) audit.Record(renewed.Apply(NonDisclosureAction.Renew, actor, now), actor);
                await HoldBackAsync(request, order, actor, ct);
                return order.Id;
            },
            ct);
    }

    private NonDisclosureOrder Entered(Input input, Actor actor, DateTimeOffset now)
    {
        var order = new NonDisclosureOrder(input.RequestId, input.Particulars, input.DocumentId, input.RenewsId, actor, now);
        db.NonDisclosureOrders.Add(order);
        return order;
    }

    /// <summary>Whoever has not been told yet is not told until the order in force that ends last is over.</summary>
    private async Task HoldBackAsync(LegalRequest request, NonDisclosureOrder confirmed, Actor actor, CancellationToken ct)
    {
        var open = await db.UserNotices
            .Where(n => n.RequestId == request.Id && n.Status != UserNoticeStatus.Sent && n.Status != UserNoticeStatus.NotRequired)
            .ToListAsync(ct);
        // What waits for a danger to pass waits on, and meets the order when it is to be sent; a later end already held is kept.
        foreach (var notice in open.Where(n => n.Status != UserNoticeStatus.Barred && !(n.DelayedUntil > confirmed.EndsAt && n.OrderId != confirmed.RenewsId)))
        {
            notice.HoldBack(confirmed, actor);
            audit.Record(new NoticeHeldBack(notice.Id, notice.AccountId, confirmed.Id, confirmed.EndsAt) { RequestId = request.Id }, actor);
        }
    }
}
