using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Requests.Clocks;

/// <summary>Where a clock stands.</summary>
public enum ClockStanding
{
    /// <summary>The law names no fixed time.</summary>
    NoFixedTime,

    /// <summary>What starts it has not happened.</summary>
    NotStarted,

    Running,

    /// <summary>It stands still until the agency answers.</summary>
    Paused,

    /// <summary>Done.</summary>
    Met,

    /// <summary>Its end is past and the duty, which is ours, is not met.</summary>
    Overdue,

    /// <summary>Its end is past; somebody else's duty, or a period that is over.</summary>
    Passed,

    /// <summary>The request ended before it ran out.</summary>
    Ended,
}

/// <summary>What really happened to a request, as far as its clocks depend on it; UTC, null where it has not happened.</summary>
/// <param name="AsOf">The moment for which the clocks are worked out.</param>
public sealed record ClockHistory(DateTimeOffset AsOf)
{
    public DateTimeOffset? Released { get; init; }

    public DateTimeOffset? RefusalFormSent { get; init; }

    public DateTimeOffset? AuthorityNotified { get; init; }

    /// <summary>When somebody first decided what comes after triage.</summary>
    public DateTimeOffset? Triaged { get; init; }

    public DateTimeOffset? HoldEnded { get; init; }

    /// <summary>As if the agency were asked at <see cref="AsOf"/>.</summary>
    internal bool Asking { get; init; }
}

/// <summary>One clock of one law on a request.</summary>
/// <param name="MetAt">When it was met, UTC, where that is known.</param>
/// <param name="Counts">It is the one of its kind that counts.</param>
/// <param name="Why">Why it counts or does not, in a sentence.</param>
public sealed record RequestClock(LegalRule Law, DueDate Due, ClockStanding Standing, DateTimeOffset? MetAt, bool Counts, string Why)
{
    public ClockKind Kind => Due.Clock.Kind;

    public string Name => ClockKinds.Name(Kind);

    /// <summary>Names the clock in an address and a form: the law's code and the kind.</summary>
    public string Key => $"{Law.Code}.{Kind}";

    public bool IsOpen => Standing is ClockStanding.Running or ClockStanding.Paused or ClockStanding.Overdue;
}

/// <summary>All clocks of a request.</summary>
/// <param name="Zone">The authority's IANA zone, in which days are counted.</param>
/// <param name="Calendar">The authority's holidays.</param>
public sealed record RequestClocks(ImmutableArray<RequestClock> All, string Zone, HolidayCalendar Calendar, DateTimeOffset AsOf)
{
    /// <summary>The clock that orders the queue: of those that count and whose duty is ours the first to run out, else the one that stands still.</summary>
    public RequestClock? Next =>
        All.Where(c => c.Counts && c.Kind is ClockKind.Acknowledge or ClockKind.Triage or ClockKind.Respond && c.Standing is ClockStanding.Running or ClockStanding.Overdue).MinBy(c => c.Due.Instant)
        ?? All.FirstOrDefault(c => c.Counts && c.Standing == ClockStanding.Paused);

    /// <summary>The one of a kind that counts, or null where no clock of the kind has a date.</summary>
    public RequestClock? Counting(ClockKind kind) => All.FirstOrDefault(c => c.Counts && c.Kind == kind);
}
