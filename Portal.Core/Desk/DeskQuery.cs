using Portal.Core.Access;
using Portal.Core.Reminders;
using Portal.Core.Requests;

namespace Portal.Core.Desk;

/// <summary>The page a member of the legal staff opens on: what to do next, their own requests first.</summary>
/// <param name="Counts">In the order of <see cref="DeskMatter"/>; those of which there is nothing as well.</param>
/// <param name="Mine">The reader's open requests, the clock that runs out first on top; at most <see cref="DeskQuery.MostMine"/>.</param>
/// <param name="AsOf">UTC.</param>
public sealed record StaffDesk(IReadOnlyList<DeskCount> Counts, IReadOnlyList<ReviewQueueLine> Mine, IReadOnlyList<DeskReminder> Reminders, DateTimeOffset AsOf);

/// <summary>Puts the desk together. A room with something to count adds it to <see cref="OtherDeskCounts"/> and a row to <see cref="DeskMatter"/>.</summary>
public sealed class DeskQuery(RequestDeskCounts requests, OtherDeskCounts others, ReviewQueueQuery queue, RemindersQuery reminders, TimeProvider clock)
{
    public const int MostMine = 15;

    public async Task<StaffDesk> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var counts = (await requests.OfAsync(actor, ct)).Concat(await others.OfAsync(actor, ct)).OrderBy(c => c.Matter);
        return new StaffDesk(
            [.. counts],
            await queue.FirstAsync(new ReviewQuestion(ReviewGroup.Open, Mine: true), MostMine, actor, ct),
            await reminders.ExecuteAsync(actor, ct),
            clock.GetUtcNow());
    }
}
