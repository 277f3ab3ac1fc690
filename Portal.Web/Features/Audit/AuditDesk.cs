using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Web.Features.Audit;

/// <summary>What the auditors' pages show.</summary>
public sealed class AuditDesk(PortalDb db, UnitOfWork unit, AuditTrail audit, AuditSearch search, DisclosureRegister register, TimeProvider clock)
{
    private static readonly string[] Reads =
    [
        AuditEvent.NameOf(typeof(RequestViewed)), AuditEvent.NameOf(typeof(DocumentViewed)), AuditEvent.NameOf(typeof(ScopeCounted)), AuditEvent.NameOf(typeof(DownloadStarted)),
        AuditEvent.NameOf(typeof(AuditRequestOpened)),
    ];

    public async Task<AuditTodayView> TodayAsync(Actor actor, CancellationToken ct)
    {
        var weekAgo = clock.GetUtcNow().AddDays(-7);
        var packages = await register.ListAsync(actor, null, ct);
        var day = DateOnly.FromDateTime(weekAgo.UtcDateTime);
        var refused = await search.FindAsync(new AuditQuestion(Event: "action.refused", From: day), actor, ct);
        var denied = await search.FindAsync(new AuditQuestion(Event: "access", From: day), actor, ct);
        var sensitive = await db.AuditEntries.AsNoTracking()
            .Where(a => a.At >= weekAgo && Reads.Contains(a.Name))
            .GroupBy(a => a.Name)
            .Select(g => new EventCount(g.Key, g.Count()))
            .ToListAsync(ct);
        return new AuditTodayView(
            [.. packages.Where(p => p.ReleasedAt >= weekAgo)],
            [.. packages.Where(p => p.Problem is not null)],
            [.. refused.Lines.Concat(denied.Lines.Where(l => l.Name is "access.denied" or "access.sign-in-failed" or "access.step-up-failed")).OrderByDescending(l => l.Id).Take(12)],
            await db.AuditEntries.LongCountAsync(ct),
            sensitive);
    }

    /// <summary>One request's whole record. Opening it is recorded.</summary>
    /// <exception cref="NotVisible">There is no such request for this actor.</exception>
    public async Task<AuditRecordView> RecordAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var request = await db.Requests.AsNoTracking().VisibleTo(actor).Include(r => r.Agency).AsSplitQuery().FirstOrDefaultAsync(r => r.Id == id, ct)
            ?? throw new NotVisible("request");
        await unit.RunAsync(
            actor,
            id,
            "open a request's record",
            () =>
            {
                audit.Record(new AuditRequestOpened(request.Reference!) { RequestId = id }, actor);
                return Task.CompletedTask;
            },
            ct);
        var life = await search.OfRequestAsync(id, actor, ct);
        var readers = life.Where(l => Reads.Contains(l.Name))
            .GroupBy(l => (l.ActorName, l.Sentence))
            .Select(g => new ReaderLine(g.Key.ActorName, g.Key.Sentence, g.Count(), g.Max(l => l.At)))
            .OrderByDescending(r => r.Last)
            .ToList();
        return new AuditRecordView(
            id, request.Reference!, request.Agency.Name, request.OfficerName, request.Instrument, RequestWords.Of(request.Status),
            await register.OfRequestAsync(id, actor, ct), life, readers);
    }
}
