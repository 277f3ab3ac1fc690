using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Disclosures;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Why a request wants to be looked at, whatever its status.</summary>
public enum QueueFocus
{
    /// <summary>A scope that somebody else than the reader proposed.</summary>
    SecondPerson,

    /// <summary>The agency has written and nobody has opened it.</summary>
    Unread,

    /// <summary>The day by which our question asked to be answered is past.</summary>
    AnswerOverdue,

    /// <summary>The second person has sent the scope back.</summary>
    ScopeReturned,

    /// <summary>Building its package has stopped.</summary>
    BuildStopped,
}

/// <summary>What a member of the legal staff asks the queue for. Every part that is given narrows.</summary>
/// <param name="Text">Part of a reference, of an agency's or a docket's number, or of anything else the order states.</param>
/// <param name="After">Keyset cursor of the page before this one; it belongs to one order of the queue.</param>
/// <param name="Before">Keyset cursor of the page behind this one.</param>
public sealed record ReviewQuestion(
    ReviewGroup Group,
    bool Mine = false,
    Guid? AgencyId = null,
    string? Instrument = null,
    RequestStatus? Status = null,
    string? Text = null,
    string? After = null,
    string? Before = null)
{
    public bool EmergencyOnly { get; init; }

    public bool Unassigned { get; init; }

    /// <summary>Those whose clock runs out within so many hours; 0: those whose clock has run out already.</summary>
    public int? DueWithinHours { get; init; }

    /// <summary>Those that have been in their status for so many days or longer.</summary>
    public int? WaitingDays { get; init; }

    public QueueFocus? Focus { get; init; }

    public QueueSort Sort { get; init; }

    public bool Descending { get; init; }
}

/// <summary>The queue's filters, one where clause each. They say nothing of tabs and pages.</summary>
public sealed class QueueFilter(PortalDb db, TimeProvider clock)
{
    /// <summary>The shadow property that holds the earliest of a request's clocks; the end of time where none runs.</summary>
    internal const string DueAt = "DueAt";

    /// <param name="requests">Those that the actor may see.</param>
    public async Task<IQueryable<LegalRequest>> NarrowAsync(IQueryable<LegalRequest> requests, ReviewQuestion question, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(actor);
        var me = actor.PersonId;
        var now = clock.GetUtcNow();
        if (question.Mine) requests = requests.Where(r => r.AssignedToId == me);
        if (question.Unassigned) requests = requests.Where(r => r.AssignedToId == null);
        if (question.AgencyId is { } agency) requests = requests.Where(r => r.AgencyId == agency);
        if (question.Instrument is { Length: > 0 } instrument) requests = requests.Where(r => r.Instrument == instrument);
        if (question.Status is { } status) requests = requests.Where(r => r.Status == status);
        if (question.EmergencyOnly) requests = requests.WhereEmergency();
        if (question.DueWithinHours is { } hours)
        {
            var (from, until) = hours <= 0 ? (DateTimeOffset.MinValue, now) : (now, now.AddHours(Math.Min(hours, 24 * 366)));
            var open = ReviewGroups.Statuses(ReviewGroup.Open).ToArray();
            // A request that is done keeps its dates, and they run no more.
            requests = requests.Where(r => open.Contains(r.Status) && EF.Property<DateTimeOffset>(r, DueAt) >= from && EF.Property<DateTimeOffset>(r, DueAt) < until);
        }
        if (question.WaitingDays is { } days)
        {
            var since = now.AddDays(-Math.Clamp(days, 0, 36_600));
            requests = requests.Where(r => r.StatusSince <= since);
        }
        if (question.Focus is { } focus) requests = await FocusAsync(requests, focus, me, now, ct);
        return question.Text?.Trim() is { Length: > 0 } text ? Holding(requests, text) : requests;
    }

    private async Task<IQueryable<LegalRequest>> FocusAsync(IQueryable<LegalRequest> requests, QueueFocus focus, Guid me, DateTimeOffset now, CancellationToken ct)
    {
        switch (focus)
        {
            case QueueFocus.SecondPerson:
                return requests.Where(r => r.Status == RequestStatus.ScopeProposed && r.StatusById != me);
            case QueueFocus.Unread:
                return requests.Where(r => db.Correspondence.Any(c => c.RequestId == r.Id && c.Direction == CorrespondenceDirection.FromAgency && c.OpenedAt == null));
            case QueueFocus.ScopeReturned:
                return requests.Where(r => r.Status == RequestStatus.UnderReview && db.ScopeProposals.Any(p => p.RequestId == r.Id && p.Outcome == ProposalOutcome.Returned));
            case QueueFocus.BuildStopped:
                return requests.Where(r => db.Disclosures.Any(d => d.RequestId == r.Id && d.Stage != BuildStage.Done && d.Problem != null));
            case QueueFocus.AnswerOverdue:
                var late = await LateAnswersAsync(now, ct);
                return requests.Where(r => r.Status == RequestStatus.NeedsInfo && late.Contains(r.Id));
            default:
                throw new ArgumentOutOfRangeException(nameof(focus));
        }
    }

    /// <summary>The day stands in the log of the question. Few wait for an answer at a time.</summary>
    private async Task<Guid[]> LateAnswersAsync(DateTimeOffset now, CancellationToken ct)
    {
        var waiting = await db.Requests.AsNoTracking().Where(r => r.Status == RequestStatus.NeedsInfo).Select(r => r.Id).ToListAsync(ct);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return [.. (await db.AnswerDatesAsync(waiting, ct)).Where(date => date.Value < today).Select(date => date.Key)];
    }

    private static IQueryable<LegalRequest> Holding(IQueryable<LegalRequest> requests, string text)
    {
        var pattern = Pattern(text);
        // The order's fields are kept as JSON text: what is looked for is written the same way.
        var inFields = Pattern(JsonEncodedText.Encode(text).ToString());
        return requests.Where(r => EF.Functions.Like(r.Reference!, pattern, "\\") || EF.Functions.Like((string)(object)r.OrderFields, inFields, "\\"));
    }

    private static string Pattern(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
}
