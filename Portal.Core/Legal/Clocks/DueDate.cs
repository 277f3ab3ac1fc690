using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>One step of a calculation, in words, with the law it follows.</summary>
public sealed record DueDateStep(string Words, string Citation);

/// <summary>When a clock runs out, and how that was worked out.</summary>
/// <param name="Instant">
/// The last moment at which the duty is still met in time, UTC; for days and months the last second of the last local day.
/// Null where the clock has not started or the law names no time: the last step then says which. While the clock stands still
/// it is the moment that would hold if the answer came at once.
/// </param>
/// <param name="Steps">At least one, in order.</param>
public sealed record DueDate(DateTimeOffset? Instant, ClockRule Clock, ImmutableArray<DueDateStep> Steps)
{
    /// <summary>The event that started it, UTC; null where none has, or where it has no start.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The times in which it stood still, in order; an open one ends where the calculation was made.</summary>
    public ImmutableArray<ClockPause> Pauses { get; init; } = [];

    /// <summary>Since when it stands still, UTC; null while it runs.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>What was left when it stopped; null while it runs.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The extension that decides the date, or null.</summary>
    public ClockExtension? Extension { get; init; }

    /// <summary>Holidays passed over in counting, in the order met.</summary>
    public ImmutableArray<Holiday> Skipped { get; init; } = [];

    public bool IsPaused => PausedSince is not null;

    /// <summary>The due date that comes first, or null if none has an instant. Of equals, the first given.</summary>
    public static DueDate? EarliestOf(IEnumerable<DueDate> dueDates)
    {
        ArgumentNullException.ThrowIfNull(dueDates);
        return dueDates.Where(d => d.Instant is not null).MinBy(d => d.Instant);
    }
}
