using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <param name="Filters">As they stand in the queue's address, behind the question mark.</param>
public sealed record SavedViewLine(Guid Id, string Name, string Filters, bool IsDefault);

/// <summary>A person's own views, in the order of their making.</summary>
public sealed class SavedViewsQuery(PortalDb db)
{
    public async Task<IReadOnlyList<SavedViewLine>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        return await db.SavedViews.AsNoTracking()
            .Where(v => v.PersonId == actor.PersonId)
            .OrderBy(v => v.CreatedAt).ThenBy(v => v.Id)
            .Select(v => new SavedViewLine(v.Id, v.Name, v.Filters, v.IsDefault))
            .ToListAsync(ct);
    }

    /// <exception cref="NotVisible">It does not exist, or is somebody else's.</exception>
    public async Task<SavedViewLine> OneAsync(Guid id, Actor actor, CancellationToken ct) =>
        (await ExecuteAsync(actor, ct)).FirstOrDefault(v => v.Id == id) ?? throw new NotVisible("saved view");
}
