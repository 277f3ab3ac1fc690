using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Which clock runs out next, and when (UTC).</summary>
/// <param name="Paused">It stands still until the agency answers: <paramref name="Due"/> is when it would run out if the answer came now.</param>
public sealed record ReviewClock(string Name, DateTimeOffset Due, bool Paused = false)
{
    /// <summary>The clock of a request that runs out first, or null where none runs.</summary>
    public static ReviewClock? Of(DateTimeOffset? acknowledgeBy, DateTimeOffset? respondBy) => (acknowledgeBy, respondBy) switch
    {
        ({ } acknowledge, { } respond) => acknowledge <= respond ? new("Acknowledge", acknowledge) : new("Respond", respond),
        ({ } acknowledge, null) => new("Acknowledge", acknowledge),
        (null, { } respond) => new("Respond", respond),
        _ => null,
    };

    /// <summary>The same, or the clock to respond that stands still, with what it has left.</summary>
    internal static ReviewClock? Of(DateTimeOffset? acknowledgeBy, DateTimeOffset? respondBy, long? pausedSeconds, DateTimeOffset now) =>
        Of(acknowledgeBy, respondBy) ?? (pausedSeconds is { } left ? new("Respond", now.AddSeconds(left), Paused: true) : null);
}

/// <param name="Unopened">Messages of the agency that nobody of the staff has opened yet.</param>
/// <param name="AnswerOverdue">The day by which our question asked for an answer has passed: staff may close the request.</param>
/// <param name="Asked">Records the order asks for, as last counted; null where nobody has counted yet.</param>
/// <param name="Cursor">Its place in the order that was asked for.</param>
public sealed record ReviewQueueLine(Guid Id, string Reference, string Agency, string Instrument, RequestStatus Status, DateTimeOffset Since, DateTimeOffset ReceivedAt, ReviewClock? Clock, Guid? AssignedToId, string? AssignedToName, bool CanAssign, long? Asked, int Unopened, bool AnswerOverdue, string Cursor)
{
    /// <summary>Whether its clock has run out.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => Clock is { Paused: false } running && running.Due < now;
}

/// <summary>The queue of the legal staff: what runs out first stands first, unless another order is asked for.</summary>
public sealed class ReviewQueueQuery(PortalDb db, QueueFilter filter, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Within this time of its end a clock is shown as near.</summary>
    public static readonly TimeSpan Near = TimeSpan.FromHours(24);

    /// <param name="Counts">Requests in each group, under the same filters.</param>
    /// <param name="Overdue">Requests of all groups that are not done whose clock has run out, under the same filters.</param>
    /// <param name="DueSoon">Those whose clock runs out within <see cref="Near"/>.</param>
    public sealed record Result(IReadOnlyList<ReviewQueueLine> Lines, string? Before, string? After, IReadOnlyDictionary<ReviewGroup, int> Counts, IReadOnlyList<(Guid Id, string Name)> Agencies, int Overdue, int DueSoon, DateTimeOffset AsOf);

    public async Task<Result> ExecuteAsync(ReviewQuestion question, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var narrowed = await filter.NarrowAsync(db.Requests.AsNoTracking().VisibleTo(actor), question, actor, ct);
        var byStatus = await narrowed.GroupBy(r => r.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToListAsync(ct);
        var now = clock.GetUtcNow();
        var (rows, hasBefore, hasAfter) = await PageAsync(narrowed, question, PageSize, ct);
        return new Result(
            await LinesAsync(rows, question.Sort, actor, now, ct),
            hasBefore ? QueueOrder.CursorOf(rows[0], question.Sort) : null,
            hasAfter ? QueueOrder.CursorOf(rows[^1], question.Sort) : null,
            ReviewGroups.All.ToDictionary(g => g, g => byStatus.Where(s => ReviewGroups.Takes(g, ReviewGroups.Of(s.Status))).Sum(s => s.Count)),
            [.. (await db.Agencies.AsNoTracking().OrderBy(a => a.Name).Select(a => new { a.Id, a.Name }).ToListAsync(ct)).Select(a => (a.Id, a.Name))],
            await DueAsync(narrowed, DateTimeOffset.MinValue, now, ct),
            await DueAsync(narrowed, now, now + Near, ct),
            now);
    }

    /// <summary>The first lines only, without counts and pages.</summary>
    public async Task<IReadOnlyList<ReviewQueueLine>> FirstAsync(ReviewQuestion question, int most, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var narrowed = await filter.NarrowAsync(db.Requests.AsNoTracking().VisibleTo(actor), question, actor, ct);
        var (rows, _, _) = await PageAsync(narrowed, question, most, ct);
        return await LinesAsync(rows, question.Sort, actor, clock.GetUtcNow(), ct);
    }

    /// <summary>What stands beside the requests of a page: three queries, however long it is.</summary>
    private async Task<IReadOnlyList<ReviewQueueLine>> LinesAsync(List<QueueRow> rows, QueueSort sort, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Select(r => r.Id)];
        var asked = await AskedAsync(ids, ct);
        var unopened = await db.UnopenedAsync(ids, CorrespondenceDirection.FromAgency, ct);
        var answers = await db.AnswerDatesAsync([.. rows.Where(r => r.Status == RequestStatus.NeedsInfo).Select(r => r.Id)], ct);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return [.. rows.Select(LineOf)];

        ReviewQueueLine LineOf(QueueRow row) => new(
            row.Id,
            row.Reference,
            row.Agency,
            OrderFacts.InstrumentName(row.Instrument, row.RuleBookVersion, row.SubmittedAt),
            row.Status,
            row.Since,
            row.SubmittedAt,
            ReviewGroups.Of(row.Status) == ReviewGroup.Done ? null : ReviewClock.Of(row.AcknowledgeBy, row.RespondBy, row.PausedSeconds, now),
            row.AssignedToId,
            row.AssignedTo.Length == 0 ? null : row.AssignedTo,
            actor.Can(Permission.TriageRequest) && row.AssignedToId != actor.PersonId && !RequestTransitions.IsFinal(row.Status),
            asked.TryGetValue(row.Id, out var count) ? count : null,
            unopened.GetValueOrDefault(row.Id),
            answers.TryGetValue(row.Id, out var by) && by < today,
            QueueOrder.CursorOf(row, sort));
    }

    /// <summary>How many clocks run out from one moment to another; those of requests that are done count no more.</summary>
    private static Task<int> DueAsync(IQueryable<LegalRequest> requests, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var open = ReviewGroups.Statuses(ReviewGroup.Open).ToArray();
        return requests.CountAsync(r => open.Contains(r.Status) && EF.Property<DateTimeOffset>(r, QueueFilter.DueAt) >= from && EF.Property<DateTimeOffset>(r, QueueFilter.DueAt) < to, ct);
    }

    private static async Task<(List<QueueRow> Rows, bool Before, bool After)> PageAsync(IQueryable<LegalRequest> requests, ReviewQuestion question, int size, CancellationToken ct)
    {
        var statuses = ReviewGroups.Statuses(question.Group).ToArray();
        var backwards = question.Before is not null;
        var keyed = requests.Where(r => statuses.Contains(r.Status)).Select(r => new QueueRow
        {
            Id = r.Id,
            Reference = r.Reference!,
            Agency = r.Agency.Name,
            Instrument = r.Instrument,
            RuleBookVersion = r.RuleBookVersion!,
            SubmittedAt = r.SubmittedAt!.Value,
            Status = r.Status,
            Since = r.StatusSince,
            AcknowledgeBy = r.AcknowledgeBy,
            RespondBy = r.RespondBy,
            PausedSeconds = r.Pauses.Where(p => p.Until == null).Select(p => p.SecondsLeft).FirstOrDefault(),
            AssignedToId = r.AssignedToId,
            AssignedTo = r.AssignedToName ?? "",
            Due = EF.Property<DateTimeOffset>(r, QueueFilter.DueAt),
        });
        var rows = await keyed.InOrder(question.Sort, question.Descending, question.Before ?? question.After, backwards).Take(size + 1).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (backwards) rows.Reverse();
        return (rows, backwards ? more : question.After is not null && rows.Count > 0, backwards ? rows.Count > 0 : more);
    }

    /// <summary>Records asked for as the latest proposal states them, or as the reviewer last counted.</summary>
    private async Task<Dictionary<Guid, long>> AskedAsync(Guid[] ids, CancellationToken ct)
    {
        var drafts = await db.ScopeDrafts.AsNoTracking().Where(d => ids.Contains(d.RequestId) && d.CountedAt != null).Select(d => new { d.RequestId, d.Counts }).ToListAsync(ct);
        return drafts.ToDictionary(d => d.RequestId, d => d.Counts.Sum(c => c.Requested));
    }
}
