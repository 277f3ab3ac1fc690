using System.Collections.Immutable;
using NodaTime;

namespace Portal.Core.Legal.Clocks;

/// <summary>Counts forward or back over local days. The day it starts from is not counted.</summary>
/// <param name="pauses">In order, without overlap, each with an end: a day that ended during one is not counted.</param>
/// <param name="calendar">Where only business days count; otherwise null.</param>
internal sealed class DayCount(DateTimeZone zone, IReadOnlyList<ClockPause> pauses, HolidayCalendar? calendar)
{
    private readonly ImmutableArray<Holiday>.Builder _skipped = ImmutableArray.CreateBuilder<Holiday>();

    public ImmutableArray<Holiday> Skipped => _skipped.ToImmutable();

    /// <summary>How many days each pause kept from being counted.</summary>
    public Dictionary<ClockPause, int> Paused { get; } = [];

    /// <summary>The day on which an event counts as having happened: the day itself, or the next business day where only those count.</summary>
    public LocalDate Deemed(LocalDate day)
    {
        while (!IsBusinessDay(day)) day = day.PlusDays(1);
        return day;
    }

    /// <returns>The last day counted.</returns>
    public LocalDate From(LocalDate day, int amount, int direction = 1)
    {
        for (var counted = 0; counted < amount;)
        {
            day = day.PlusDays(direction);
            if (!zone.Has(day) || !IsBusinessDay(day)) continue;
            if (PauseAtTheEndOf(day) is { } pause) Paused[pause] = Paused.GetValueOrDefault(pause) + 1;
            else counted++;
        }
        return day;
    }

    private bool IsBusinessDay(LocalDate day)
    {
        if (calendar is null) return true;
        var date = day.ToDateOnly();
        if (calendar.IsBusinessDay(date)) return true;
        if (calendar.On(date) is { } holiday) _skipped.Add(holiday);
        return false;
    }

    private ClockPause? PauseAtTheEndOf(LocalDate day)
    {
        if (pauses.Count == 0) return null;
        var end = zone.EndOf(day).ToDateTimeOffset();
        return pauses.FirstOrDefault(p => p.From < end && p.Until >= end);
    }
}
