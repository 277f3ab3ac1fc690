using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>Gives one of a person's own views another name.</summary>
public sealed class RenameView(PortalDb db, UnitOfWork unit, AuditTrail audit)
{
    public sealed record Input(Guid ViewId, string? Name);

    /// <exception cref="NotVisible">It does not exist, or is somebody else's.</exception>
    /// <exception cref="RuleViolation">The name is none, or another view has it.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            requestId: null,
            "rename a view",
            async () =>
            {
                actor.Demand(Permission.ViewCasework);
                var view = await db.SavedViews.LoadAsync(input.ViewId, actor, ct);
                var name = await db.DemandNameAsync(input.Name, view.Id, actor, ct);
                audit.Record(new ViewRenamed(view.Id, view.Name, name), actor);
                view.Rename(name);
            },
            ct);
    }
}
