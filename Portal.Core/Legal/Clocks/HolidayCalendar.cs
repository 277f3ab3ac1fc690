using System.Collections.Concurrent;
using System.Collections.Immutable;
using Portal.Core.Legal.Reading;

namespace Portal.Core.Legal.Clocks;

/// <summary>The days on which an authority does not work, worked out for any year from rules that are data with a source.</summary>
public sealed class HolidayCalendar
{
    private readonly ImmutableArray<HolidayRule> _rules;
    private readonly ConcurrentDictionary<int, ImmutableSortedDictionary<DateOnly, Holiday>> _years = new();

    internal HolidayCalendar(string code, string name, ImmutableArray<string> appliesTo, LegalStatement source, string published, string? url, ImmutableArray<HolidayRule> rules)
    {
        Code = code;
        Name = name;
        AppliesTo = appliesTo;
        Source = source;
        Published = published;
        Url = url;
        _rules = rules;
    }

    /// <summary>ISO 3166: <c>US</c>, <c>GB-SCT</c>; <c>NONE</c> for weekends only.</summary>
    public string Code { get; }

    public string Name { get; }

    /// <summary>Codes of the countries and subdivisions whose authorities keep it (ISO 3166).</summary>
    public ImmutableArray<string> AppliesTo { get; }

    /// <summary>What the calendar holds and leaves out, how sure we are of it, and where its rules stand.</summary>
    public LegalStatement Source { get; }

    /// <summary>Where the days are published.</summary>
    public string Published { get; }

    public string? Url { get; }

    /// <summary>Reads and checks one calendar.</summary>
    /// <exception cref="HolidaysInvalidException">Anything is missing, contradictory or unknown; the exception lists all of it.</exception>
    public static HolidayCalendar Load(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var problems = new ProblemList();
        var calendar = HolidayReader.Read(json, problems);
        return calendar is not null && problems.Problems.Count == 0 ? calendar : throw new HolidaysInvalidException(problems.Problems);
    }

    /// <summary>The holiday on a day, or null on any other. A weekend is none by itself.</summary>
    public Holiday? On(DateOnly day) => Of(day.Year).GetValueOrDefault(day);

    public bool IsBusinessDay(DateOnly day) => !IsWeekend(day) && On(day) is null;

    /// <summary>The days off of a year, in order, as observed.</summary>
    public ImmutableSortedDictionary<DateOnly, Holiday> Of(int year) => _years.GetOrAdd(
        year,
        // A New Year's Day on a Saturday is observed in the year before, and a Boxing Day may be in the year after.
        y => new[] { y - 1, y, y + 1 }
            .Where(each => each >= DateOnly.MinValue.Year && each <= DateOnly.MaxValue.Year)
            .SelectMany(Observed)
            .Where(h => h.Day.Year == y)
            .GroupBy(h => h.Day)
            .ToImmutableSortedDictionary(g => g.Key, g => g.First() with { Name = string.Join(", ", g.Select(h => h.Name)) }));

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private List<Holiday> Observed(int year)
    {
        var days = _rules.Select(r => (Rule: r, Day: r.DayIn(year))).Where(x => x.Day is not null).Select(x => (x.Rule, Day: x.Day!.Value)).OrderBy(x => x.Day).ToList();
        var kept = days.Where(x => x.Rule.Substitute == HolidaySubstitute.None || !IsWeekend(x.Day)).Select(x => new Holiday(x.Day, x.Rule.Name, x.Rule.Citation)).ToList();
        // Those that keep their own day stand first: a substitute gives way to them.
        foreach (var (rule, day) in days.Where(x => x.Rule.Substitute != HolidaySubstitute.None && IsWeekend(x.Day)))
        {
            if (rule.Substitute == HolidaySubstitute.NearestWeekday)
                kept.Add(new Holiday(day.AddDays(day.DayOfWeek == DayOfWeek.Saturday ? -1 : 1), $"{rule.Name} (observed)", rule.Citation));
            else
                kept.Add(new Holiday(NextFree(day, kept), $"{rule.Name} (substitute)", rule.Citation));
        }
        return kept;
    }

    private static DateOnly NextFree(DateOnly day, List<Holiday> kept)
    {
        do day = day.AddDays(1);
        while (IsWeekend(day) || kept.Any(h => h.Day == day));
        return day;
    }
}
