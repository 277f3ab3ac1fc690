using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

/// <summary>Counts the draft's lines and keeps the counts beside it. Never content.</summary>
public sealed class CountScopeDraft(PortalDb db, UnitOfWork unit, AuditTrail audit, CountScope counts, TimeProvider clock)
{
    public async Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        // Counted before the transaction: a slow archive must not hold the database's write lock.
        var asked = await db.ScopeDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.RequestId == requestId, ct);
        var counted = await counts.CountAsync(requestId, asked?.Cuts ?? [], actor, record: false, ct);
        await unit.RunAsync(
            actor,
            requestId,
            "count the scope",
            async () =>
            {
                var request = await db.Requests.LoadAsync(requestId, actor, ct);
                request.DemandScopeWork(actor);
                var draft = await db.DraftForAsync(requestId, ct);
                draft.Counted(counted, actor, clock.GetUtcNow());
                audit.Record(
                    new ScopeCounted(counted.Lines.Length, counted.Counts.Sum(c => c.Requested), counted.Counts.Sum(c => c.Authorised)) { RequestId = requestId },
                    actor);
            },
            ct);
    }
}
