using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Correspondence;

/// <param name="New">The reader's side had not opened it before this reading.</param>
public sealed record ThreadItem(CorrespondenceItem Item, IReadOnlyList<OrderDocument> Enclosures, bool New);

/// <summary>
/// The conversation on a request, oldest first, for either side. What the reader's side sees for the first time is marked as opened, and that
/// is recorded: one mark a side, since a side answers as one.
/// </summary>
public sealed class ReadThread(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="NotVisible">There is no such request for this actor.</exception>
    public async Task<IReadOnlyList<ThreadItem>> ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var staff = actor.Can(Permission.ViewCasework);
        if (!staff) actor.Demand(Permission.ViewAgencyRequests);
        if (!await db.Requests.VisibleTo(actor).AnyAsync(r => r.Id == requestId, ct)) throw new NotVisible("request");
        var opened = await OpenAsync(requestId, staff ? CorrespondenceDirection.FromAgency : CorrespondenceDirection.ToAgency, actor, ct);
        var items = await db.Correspondence.AsNoTracking().Where(c => c.RequestId == requestId).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(ct);
        var enclosures = await db.Documents.AsNoTracking().Where(d => d.RequestId == requestId && d.CorrespondenceId != null).OrderBy(d => d.Id).ToListAsync(ct);
        var byItem = enclosures.ToLookup(d => d.CorrespondenceId!.Value);
        return [.. items.Select(item => new ThreadItem(item, [.. byItem[item.Id]], opened.Contains(item.Id)))];
    }

    private async Task<HashSet<Guid>> OpenAsync(Guid requestId, CorrespondenceDirection incoming, Actor actor, CancellationToken ct)
    {
        var unopened = db.Correspondence.Where(c => c.RequestId == requestId && c.Direction == incoming && c.OpenedAt == null);
        if (!await unopened.AnyAsync(ct)) return [];
        return await unit.RunAsync(
            actor,
            requestId,
            "open the letters",
            async () =>
            {
                var now = clock.GetUtcNow();
                var items = await unopened.OrderBy(c => c.At).ToListAsync(ct);
                foreach (var item in items)
                {
                    item.Opened(actor, now);
                    audit.Record(new LetterOpened(item.Id, item.Subject, item.Direction) { RequestId = requestId }, actor);
                }
                return items.Select(i => i.Id).ToHashSet();
            },
            ct);
    }
}
