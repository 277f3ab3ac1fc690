using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>A person's own views, and what a name must be.</summary>
internal static class SavedViewNames
{
    /// <exception cref="NotVisible">It does not exist, or is somebody else's.</exception>
    public static async Task<SavedView> LoadAsync(this IQueryable<SavedView> views, Guid id, Actor actor, CancellationToken ct) =>
        await views.FirstOrDefaultAsync(v => v.Id == id && v.PersonId == actor.PersonId, ct) ?? throw new NotVisible("saved view");

    /// <returns>The name without spaces around it.</returns>
    /// <exception cref="RuleViolation">None is given, it is too long, or another view of this person has it.</exception>
    public static async Task<string> DemandNameAsync(this PortalDb db, string? name, Guid? except, Actor actor, CancellationToken ct)
    {
        var given = name?.Trim() ?? "";
        if (given.Length == 0) throw new RuleViolation("view.name", "Give the view a name, like “Mine, due this week”.", "Name");
        if (given.Length > SavedView.LongestName) throw new RuleViolation("view.name-long", $"Shorten the name to {SavedView.LongestName} characters.", "Name");
        if (given.Any(char.IsControl)) throw new RuleViolation("view.name-form", "Write the name in one line of plain text.", "Name");
        var normalized = SavedView.Normalize(given);
        if (await db.SavedViews.AnyAsync(v => v.PersonId == actor.PersonId && v.NormalizedName == normalized && v.Id != except, ct))
            throw new RuleViolation("view.name-taken", $"You have a view “{given}” already. Choose another name, or delete that one first.", "Name");
        return given;
    }
}
