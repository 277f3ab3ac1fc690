using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>Takes one of a person's own views away; the requests it showed are untouched.</summary>
public sealed class DeleteView(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    /// <exception cref="NotVisible">It does not exist, or is somebody else's.</exception>
    public Task ExecuteAsync(Guid viewId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "delete a view",
        async () =>
        {
            ArgumentNullException.ThrowIfNull(actor);
            actor.Demand(Permission.ViewCasework);
            var view = await db.SavedViews.LoadAsync(viewId, actor, ct);
            audit.Record(new ViewDeleted(view.Id, view.Name), actor);
            db.SavedViews.Remove(view);
        },
        ct);
}
