using System.Collections.Immutable;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Reminders;

/// <summary>How long before the end a person is reminded: all of it, in one table. It is our policy, and no law's.</summary>
internal static class ReminderTimes
{
    /// <summary>Clocks by their whole length: the first row that is as long or longer holds.</summary>
    private static readonly ImmutableArray<(TimeSpan Length, TimeSpan Before)> OfClocks =
    [
        (TimeSpan.FromHours(1), TimeSpan.FromMinutes(20)),
        (TimeSpan.FromHours(8), TimeSpan.FromHours(2)),
        (TimeSpan.MaxValue, TimeSpan.FromHours(24)),
    ];

    /// <summary>No clock is reminded of earlier than this.</summary>
    public static readonly TimeSpan LongestOfClocks = OfClocks[^1].Before;

    /// <summary>Legal process after an emergency.</summary>
    public static readonly TimeSpan BeforeAFollowUp = TimeSpan.FromHours(24);

    /// <summary>So many days an agency's overdue process is told daily. After that the flag in the register stands for it.</summary>
    public const int DaysOfAFollowUp = 7;

    /// <summary>Preservations, the nearest first.</summary>
    public static readonly ImmutableArray<(ReminderStage Stage, TimeSpan Before)> BeforeAPreservationEnds =
    [
        (ReminderStage.Soon, TimeSpan.FromDays(2)),
        (ReminderStage.Early, TimeSpan.FromDays(14)),
    ];

    public static TimeSpan Before(ClockRule clock)
    {
        var length = clock is { Term: ClockTerm.After, Unit: ClockUnit.Hours, Amount: { } hours } ? TimeSpan.FromHours(hours) : TimeSpan.MaxValue;
        return OfClocks.First(row => length <= row.Length).Before;
    }

    /// <summary>The stage of a moment; null while it is too early for any.</summary>
    /// <param name="now">UTC.</param>
    public static (ReminderStage Stage, int Day)? StageOf(DateTimeOffset dueAt, TimeSpan before, DateTimeOffset now) =>
        now > dueAt ? (ReminderStage.Overdue, (int)(now - dueAt).TotalDays)
        : now >= dueAt - before ? (ReminderStage.Soon, 0)
        : null;
}
