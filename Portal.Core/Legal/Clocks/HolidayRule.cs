using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>How a rule finds its day in a year.</summary>
internal enum HolidayRuleKind
{
    /// <summary>The same day of the same month.</summary>
    Fixed,

    /// <summary>The nth weekday of a month, or the last.</summary>
    WeekdayOfMonth,

    /// <summary>The first such weekday on or after a day.</summary>
    WeekdayOnOrAfter,

    /// <summary>So many days from Easter Sunday.</summary>
    Easter,

    /// <summary>One date, once.</summary>
    Once,
}

/// <summary>What is observed instead when the day falls on a weekend.</summary>
internal enum HolidaySubstitute
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The Friday before a Saturday, the Monday after a Sunday.</summary>
    NearestWeekday,

    /// <summary>The next weekday that is not itself a holiday.</summary>
    NextFreeWeekday,
}

/// <summary>One rule of a calendar. Which members are set follows from <see cref="Kind"/>; the reader checks it.</summary>
internal sealed record HolidayRule
{
    public required string Name { get; init; }

    public required HolidayRuleKind Kind { get; init; }

    public int Month { get; init; }

    public int Day { get; init; }

    public DayOfWeek Weekday { get; init; }

    /// <summary>1 to 5, or -1 for the last.</summary>
    public int Nth { get; init; }

    /// <summary>From Easter Sunday; negative before it.</summary>
    public int DaysFromEaster { get; init; }

    public DateOnly Date { get; init; }

    /// <summary>By how many days it moves when it falls on a weekday: written in the law, not observed in lieu.</summary>
    public ImmutableDictionary<DayOfWeek, int> Moves { get; init; } = ImmutableDictionary<DayOfWeek, int>.Empty;

    public HolidaySubstitute Substitute { get; init; }

    /// <summary>The first year.</summary>
    public int? From { get; init; }

    /// <summary>The first year no longer.</summary>
    public int? Until { get; init; }

    public ImmutableArray<int> NotIn { get; init; } = [];

    public required string Citation { get; init; }

    /// <summary>The day in a year before any substitution, or null where the rule gives none.</summary>
    public DateOnly? DayIn(int year)
    {
        if (year < From || year >= Until || NotIn.Contains(year)) return null;
        DateOnly? day = Kind switch
        {
            HolidayRuleKind.Fixed => new DateOnly(year, Month, Day),
            HolidayRuleKind.WeekdayOfMonth => Nth > 0 ? OnOrAfter(new DateOnly(year, Month, 1)).AddDays(7 * (Nth - 1)) : LastOf(year),
            HolidayRuleKind.WeekdayOnOrAfter => OnOrAfter(new DateOnly(year, Month, Day)),
            HolidayRuleKind.Easter => EasterSunday(year).AddDays(DaysFromEaster),
            HolidayRuleKind.Once => Date.Year == year ? Date : null,
            _ => throw new InvalidOperationException($"No such rule: {Kind}."),
        };
        return day is { } found && Moves.TryGetValue(found.DayOfWeek, out var by) ? found.AddDays(by) : day;
    }

    private DateOnly OnOrAfter(DateOnly day) => day.AddDays(((int)Weekday - (int)day.DayOfWeek + 7) % 7);

    private DateOnly LastOf(int year)
    {
        var last = new DateOnly(year, Month, DateTime.DaysInMonth(year, Month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)Weekday + 7) % 7));
    }

    /// <summary>The Gregorian computus (Meeus, Jones, Butcher).</summary>
    internal static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = Math.DivRem(year, 100);
        var (d, e) = Math.DivRem(b, 4);
        var g = (8 * b + 13) / 25;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = Math.DivRem(c, 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var (month, day) = Math.DivRem(h + l - 7 * m + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
