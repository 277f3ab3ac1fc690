using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>Keeps the queue's filters under a name, for the person who asks.</summary>
public sealed class SaveView(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public const int Most = 12;

    /// <summary>What the queue's address may say. A page of it is no view: it is gone tomorrow.</summary>
    public static readonly FrozenSet<string> Keys = FrozenSet.ToFrozenSet(
        ["tab", "mine", "unassigned", "agency", "instrument", "status", "emergency", "due", "waiting", "focus", "q", "sort"], StringComparer.Ordinal);

    /// <param name="Filters">As they stand in the queue's address, behind the question mark.</param>
    public sealed record Input(string? Name, string? Filters);

    /// <returns>The view's id.</returns>
    /// <exception cref="RuleViolation">The name or the filters are none, or there are too many views already.</exception>
    public Task<Guid> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            requestId: null,
            "save a view",
            async () =>
            {
                actor.Demand(Permission.ViewCasework);
                var filters = DemandFilters(input.Filters);
                var name = await db.DemandNameAsync(input.Name, except: null, actor, ct);
                if (await db.SavedViews.CountAsync(v => v.PersonId == actor.PersonId, ct) >= Most)
                    throw new RuleViolation("view.too-many", $"You have {Most} saved views. Delete one that you no longer use.", "Name");
                var view = new SavedView(actor, name, filters, clock.GetUtcNow());
                db.SavedViews.Add(view);
                audit.Record(new ViewSaved(view.Id, view.Name, view.Filters), actor);
                return view.Id;
            },
            ct);
    }

    private static string DemandFilters(string? given)
    {
        var filters = given?.TrimStart('?') ?? "";
        var keys = filters.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')[0]).ToList();
        return keys.Count > 0 && filters.Length <= SavedView.LongestFilters && keys.All(Keys.Contains) && !filters.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            ? filters
            : throw new RuleViolation("view.filters", "Choose filters in the queue first, and press “Show”; then save them as a view.");
    }
}
