using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>Lets a person's queue open on one of their views, or no longer; another that did steps back.</summary>
public sealed class OpenQueueOnView(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    public sealed record Input(Guid ViewId, bool Opens);

    /// <exception cref="NotVisible">It does not exist, or is somebody else's.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            requestId: null,
            "choose the view that the queue opens on",
            async () =>
            {
                actor.Demand(Permission.ViewCasework);
                var view = await db.SavedViews.LoadAsync(input.ViewId, actor, ct);
                foreach (var other in await db.SavedViews.Where(v => v.PersonId == actor.PersonId && v.IsDefault && v.Id != view.Id).ToListAsync(ct)) other.MakeDefault(false);
                view.MakeDefault(input.Opens);
                audit.Record(new ViewMadeDefault(view.Id, view.Name, input.Opens), actor);
            },
            ct);
    }
}
