using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests.Clocks;

/// <summary>
/// What really happened to a request, for its clocks. An event that another room records, such as an Annex III form that went
/// out, is read here and nowhere else: <see cref="ClockHistory"/> has its place.
/// </summary>
public sealed class ClockHistoryQuery(PortalDb db, TimeProvider clock)
{
    private static readonly string Moved = AuditEvent.NameOf(typeof(RequestMoved));

    /// <param name="request">One that the actor may see.</param>
    public async Task<ClockHistory> OfAsync(LegalRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var released = await db.Disclosures.AsNoTracking().Where(d => d.RequestId == request.Id).OrderBy(d => d.CreatedAt).Select(d => d.ReleasedAt).FirstOrDefaultAsync(ct);
        var moves = await db.AuditEntries.AsNoTracking()
            .Where(a => a.Name == Moved && a.RequestId == request.Id)
            .OrderBy(a => a.Id)
            .Select(a => new { a.At, a.Canonical })
            .ToListAsync(ct);
        var read = moves.Select(m => (m.At, Step: StepOf(m.Canonical))).ToList();
        return new ClockHistory(clock.GetUtcNow())
        {
            Released = released,
            RefusalFormSent = await db.RefusalForms.AsNoTracking().Where(x => x.RequestId == request.Id).OrderByDescending(x => x.SentAt).Select(x => (DateTimeOffset?)x.SentAt).FirstOrDefaultAsync(ct),
            AuthorityNotified = await db.AuthorityNotifications.AsNoTracking().Where(x => x.RequestId == request.Id).OrderByDescending(x => x.RecordedAt).Select(x => (DateTimeOffset?)x.NotifiedAt).FirstOrDefaultAsync(ct),
            Triaged = First(s => s.From == RequestStatus.Triage && s.To != RequestStatus.FraudHold),
            HoldEnded = First(s => s.From == RequestStatus.AuthorityHold),
        };

        DateTimeOffset? First(Func<(RequestStatus From, RequestStatus To), bool> was) =>
            read.Where(m => was(m.Step)).Select(m => (DateTimeOffset?)m.At).FirstOrDefault();
    }

    private static (RequestStatus From, RequestStatus To) StepOf(byte[] canonical)
    {
        using var entry = JsonDocument.Parse(canonical);
        var what = entry.RootElement.GetProperty("what");
        return (Enum.Parse<RequestStatus>(what.GetProperty("from").GetString()!), Enum.Parse<RequestStatus>(what.GetProperty("to").GetString()!));
    }
}
