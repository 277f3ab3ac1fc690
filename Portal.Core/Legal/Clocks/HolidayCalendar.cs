using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Portal.Core.Legal.Clocks;

/// <summary>The days on which an authority does not work, computed for any year from the rules of the law cited.</summary>
public sealed class HolidayCalendar
{
    private readonly Func<int, IEnumerable<(DateOnly Day, string Name)>> _ofYear;
    private readonly ConcurrentDictionary<int, ImmutableDictionary<DateOnly, string>> _years = new();

    private HolidayCalendar(string code, string name, string citation, Func<int, IEnumerable<(DateOnly, string)>> ofYear)
    {
        Code = code;
        Name = name;
        Citation = citation;
        _ofYear = ofYear;
    }

    /// <summary>United States federal legal public holidays, with the day in lieu when one falls on a weekend.</summary>
    public static HolidayCalendar UsFederal { get; } =
        new("US", "United States federal holidays", "5 U.S.C. § 6103(a), (b)", UsFederalHolidays.Of);

    /// <summary>Bank holidays of England and Wales, with substitute days and the one-off proclamations since 2011.</summary>
    public static HolidayCalendar EnglandAndWales { get; } =
        new("GB-EAW", "Bank holidays in England and Wales", "Banking and Financial Dealings Act 1971, s. 1 and Sch. 1", EnglandAndWalesHolidays.Of);

    /// <summary>Saturdays and Sundays only: for authorities whose holidays this edition does not hold.</summary>
    public static HolidayCalendar WeekendsOnly { get; } =
        new("NONE", "Weekends only; holidays of this country are not held", "Our policy", _ => []);

    public string Code { get; }

    public string Name { get; }

    /// <summary>Where the rules of the calendar stand.</summary>
    public string Citation { get; }

    /// <summary>The calendar for a rule's <see cref="LegalRule.Family"/>.</summary>
    public static HolidayCalendar ForFamily(string family) => family switch
    {
        "US" => UsFederal,
        "UK" => EnglandAndWales,
        _ => WeekendsOnly,
    };

    /// <summary>The holiday's name, or null on any other day. Weekends are no holidays here.</summary>
    public string? Holiday(DateOnly day) => Of(day.Year).GetValueOrDefault(day);

    public bool IsBusinessDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Holiday(day) is null;

    /// <summary>The days off of a year, in order, as observed.</summary>
    public ImmutableDictionary<DateOnly, string> Of(int year) => _years.GetOrAdd(
        year,
        // A New Year's Day on a Saturday is observed in the year before, so the next year's rules are asked as well.
        y => new[] { y, y + 1 }
            .Where(each => each <= DateOnly.MaxValue.Year)
            .SelectMany(_ofYear)
            .Where(h => h.Day.Year == y)
            .GroupBy(h => h.Day)
            .ToImmutableDictionary(g => g.Key, g => string.Join(", ", g.Select(h => h.Name))));

    /// <summary>The nth weekday of a month; n = -1 is the last.</summary>
    internal static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        if (n > 0)
        {
            var first = new DateOnly(year, month, 1);
            return first.AddDays(((int)weekday - (int)first.DayOfWeek + 7) % 7 + 7 * (n - 1));
        }

        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)weekday + 7) % 7));
    }
}
