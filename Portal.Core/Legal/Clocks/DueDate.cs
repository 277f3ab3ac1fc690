using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>One step of a calculation, in words, with the law it follows.</summary>
public sealed record DueDateStep(string Words, string Citation);

/// <summary>When a clock runs out, and how that was worked out.</summary>
/// <param name="Instant">
/// The last moment at which the duty is still met in time, UTC; for days and months the last second of the last local day.
/// Null where the clock has not started or the law names no time: the last step then says which.
/// </param>
/// <param name="Steps">At least one, in order.</param>
public sealed record DueDate(DateTimeOffset? Instant, ClockRule Clock, ImmutableArray<DueDateStep> Steps)
{
    /// <summary>The due date that comes first, or null if none has an instant. Of equals, the first given.</summary>
    public static DueDate? EarliestOf(IEnumerable<DueDate> dueDates)
    {
        ArgumentNullException.ThrowIfNull(dueDates);
        return dueDates.Where(d => d.Instant is not null).MinBy(d => d.Instant);
    }
}
