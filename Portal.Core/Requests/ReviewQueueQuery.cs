using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>What a member of the legal staff asks the queue for. Every part that is given narrows.</summary>
/// <param name="Text">Part of a reference, of an agency's or a docket's number, or of anything else the order states.</param>
/// <param name="After">Keyset cursor of the page before this one.</param>
/// <param name="Before">Keyset cursor of the page behind this one.</param>
public sealed record ReviewQuestion(ReviewGroup Group, bool Mine = false, Guid? AgencyId = null, string? Instrument = null, RequestStatus? Status = null, string? Text = null, string? After = null, string? Before = null);

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
public sealed record ReviewQueueLine(Guid Id, string Reference, string Agency, string Instrument, RequestStatus Status, DateTimeOffset Since, ReviewClock? Clock, Guid? AssignedToId, string? AssignedToName, bool CanAssign, long? Asked, int Unopened, bool AnswerOverdue)
{
    /// <summary>Whether its clock has run out.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => Clock is { Paused: false } running && running.Due < now;
}

/// <summary>The queue of the legal staff: what runs out first stands first.</summary>
public sealed class ReviewQueueQuery(PortalDb db, TimeProvider clock)
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
        var narrowed = Narrow(db.Requests.AsNoTracking().VisibleTo(actor), question, actor);
        var byStatus = await narrowed.GroupBy(r => r.Status).Select(g => new { Status = g.Key, Count = g.Count() }).ToListAsync(ct);
        var statuses = ReviewGroups.Statuses(question.Group);
        var now = clock.GetUtcNow();
        var (rows, hasBefore, hasAfter) = await PageAsync(narrowed.Where(r => statuses.Contains(r.Status)), question, ct);
        var asked = await AskedAsync([.. rows.Select(r => r.Id)], ct);
        var unopened = await db.UnopenedAsync([.. rows.Select(r => r.Id)], CorrespondenceDirection.FromAgency, ct);
        var answers = await db.AnswerDatesAsync([.. rows.Where(r => r.Status == RequestStatus.NeedsInfo).Select(r => r.Id)], ct);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new Result(
            [.. rows.Select(r => LineOf(r, asked, unopened.GetValueOrDefault(r.Id), answers.TryGetValue(r.Id, out var by) && by < today, actor, now))],
            hasBefore ? CursorOf(rows[0]) : null,
            hasAfter ? CursorOf(rows[^1]) : null,
            ReviewGroups.All.ToDictionary(g => g, g => byStatus.Where(s => ReviewGroups.Of(s.Status) == g).Sum(s => s.Count)),
            [.. (await db.Agencies.AsNoTracking().OrderBy(a => a.Name).Select(a => new { a.Id, a.Name }).ToListAsync(ct)).Select(a => (a.Id, a.Name))],
            await DueAsync(narrowed, DateTimeOffset.MinValue, now, ct),
            await DueAsync(narrowed, now, now + Near, ct),
            now);
    }

    private static IQueryable<LegalRequest> Narrow(IQueryable<LegalRequest> requests, ReviewQuestion question, Actor actor)
    {
        if (question.Mine) requests = requests.Where(r => r.AssignedToId == actor.PersonId);
        if (question.AgencyId is { } agency) requests = requests.Where(r => r.AgencyId == agency);
        if (question.Instrument is { Length: > 0 } instrument) requests = requests.Where(r => r.Instrument == instrument);
        if (question.Status is { } status) requests = requests.Where(r => r.Status == status);
        if (question.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = Pattern(text);
            // The order's fields are kept as JSON text: what is looked for is written the same way.
            var inFields = Pattern(JsonEncodedText.Encode(text).ToString());
            requests = requests.Where(r => EF.Functions.Like(r.Reference!, pattern, "\\") || EF.Functions.Like((string)(object)r.OrderFields, inFields, "\\"));
        }
        return requests;
    }

    /// <summary>How many clocks run out from one moment to another; those of requests that are done count no more.</summary>
    private static Task<int> DueAsync(IQueryable<LegalRequest> requests, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var done = ReviewGroups.Statuses(ReviewGroup.Done);
        return requests
            .Where(r => !done.Contains(r.Status))
            .Select(r => r.AcknowledgeBy != null && (r.RespondBy == null || r.AcknowledgeBy < r.RespondBy) ? r.AcknowledgeBy : r.RespondBy)
            .CountAsync(due => due >= from && due < to, ct);
    }

    private static async Task<(List<Row> Rows, bool Before, bool After)> PageAsync(IQueryable<LegalRequest> requests, ReviewQuestion question, CancellationToken ct)
    {
        var backwards = question.Before is not null;
        var keyed = requests.Select(r => new Row
        {
            Id = r.Id,
            Reference = r.Reference!,
            Agency = r.Agency.Name,
            Instrument = r.Instrument,
            RuleBookVersion = r.RuleBookVersion!,
            SubmittedAt = r.SubmittedAt,
            Status = r.Status,
            Since = r.StatusSince,
            AcknowledgeBy = r.AcknowledgeBy,
            RespondBy = r.RespondBy,
            PausedSeconds = r.Pauses.Where(p => p.Until == null).Select(p => p.SecondsLeft).FirstOrDefault(),
            AssignedToId = r.AssignedToId,
            AssignedToName = r.AssignedToName,
            Due = r.AcknowledgeBy != null && (r.RespondBy == null || r.AcknowledgeBy < r.RespondBy) ? r.AcknowledgeBy.Value : r.RespondBy ?? DateTimeOffset.MaxValue,
        });
        if (Cursor.Read(question.Before ?? question.After) is { } cursor)
        {
            keyed = backwards
                ? keyed.Where(r => r.Due < cursor.Due || (r.Due == cursor.Due && r.Id < cursor.Id))
                : keyed.Where(r => r.Due > cursor.Due || (r.Due == cursor.Due && r.Id > cursor.Id));
        }
        keyed = backwards ? keyed.OrderByDescending(r => r.Due).ThenByDescending(r => r.Id) : keyed.OrderBy(r => r.Due).ThenBy(r => r.Id);
        var rows = await keyed.Take(PageSize + 1).ToListAsync(ct);
        var more = rows.Count > PageSize;
        if (more) rows.RemoveAt(PageSize);
        if (backwards) rows.Reverse();
        return (rows, backwards ? more : question.After is not null && rows.Count > 0, backwards ? rows.Count > 0 : more);
    }

    /// <summary>Records asked for as the latest proposal states them, or as the reviewer last counted.</summary>
    private async Task<Dictionary<Guid, long>> AskedAsync(Guid[] ids, CancellationToken ct)
    {
        var drafts = await db.ScopeDrafts.AsNoTracking().Where(d => ids.Contains(d.RequestId) && d.CountedAt != null).Select(d => new { d.RequestId, d.Counts }).ToListAsync(ct);
        return drafts.ToDictionary(d => d.RequestId, d => d.Counts.Sum(c => c.Requested));
    }

    private static ReviewQueueLine LineOf(Row row, Dictionary<Guid, long> asked, int unopened, bool answerOverdue, Actor actor, DateTimeOffset now) => new(
        row.Id,
        row.Reference,
        row.Agency,
        OrderFacts.InstrumentName(row.Instrument, row.RuleBookVersion, row.SubmittedAt!.Value),
        row.Status,
        row.Since,
        ReviewGroups.Of(row.Status) == ReviewGroup.Done ? null : ReviewClock.Of(row.AcknowledgeBy, row.RespondBy, row.PausedSeconds, now),
        row.AssignedToId,
        row.AssignedToName,
        actor.Can(Permission.TriageRequest) && row.AssignedToId != actor.PersonId && !RequestTransitions.IsFinal(row.Status),
        asked.TryGetValue(row.Id, out var count) ? count : null,
        unopened,
        answerOverdue);

    private static string Pattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";

    private static string CursorOf(Row row) => string.Create(CultureInfo.InvariantCulture, $"{row.Due.UtcTicks}_{row.Id:N}");

    private sealed record Cursor(DateTimeOffset Due, Guid Id)
    {
        /// <summary>A cursor that was tampered with is none: the first page is shown.</summary>
        public static Cursor? Read(string? text) =>
            text?.Split('_', 2) is [var ticks, var given]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(given, "N", out var id)
                ? new Cursor(new DateTimeOffset(at, TimeSpan.Zero), id)
                : null;
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public required string Reference { get; init; }
        public required string Agency { get; init; }
        public required string Instrument { get; init; }
        public required string RuleBookVersion { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public RequestStatus Status { get; init; }
        public DateTimeOffset Since { get; init; }
        public DateTimeOffset? AcknowledgeBy { get; init; }
        public DateTimeOffset? RespondBy { get; init; }
        public long? PausedSeconds { get; init; }
        public Guid? AssignedToId { get; init; }
        public string? AssignedToName { get; init; }
        public DateTimeOffset Due { get; init; }
    }
}
