namespace Portal.Core.Legal.Clocks;

/// <summary>
/// Banking and Financial Dealings Act 1971, Sch. 1; Good Friday and Christmas Day at common law; New Year's Day and the
/// early May holiday by yearly proclamation. A new proclamation is added to <see cref="Proclaimed"/>.
/// </summary>
internal static class EnglandAndWalesHolidays
{
    private static readonly (DateOnly Day, string Name)[] Proclaimed =
    [
        (new(2011, 4, 29), "Royal wedding"),
        (new(2012, 6, 5), "Queen's Diamond Jubilee"),
        (new(2022, 6, 3), "Queen's Platinum Jubilee"),
        (new(2022, 9, 19), "State funeral of Queen Elizabeth II"),
        (new(2023, 5, 8), "Coronation of King Charles III"),
    ];

    public static IEnumerable<(DateOnly Day, string Name)> Of(int year)
    {
        var easter = EasterSunday(year);
        var newYear = new DateOnly(year, 1, 1);
        yield return Substitute(newYear, "New Year's Day");
        yield return (easter.AddDays(-2), "Good Friday");
        yield return (easter.AddDays(1), "Easter Monday");
        yield return EarlyMay(year);
        yield return Spring(year);
        yield return (HolidayCalendar.Nth(year, 8, DayOfWeek.Monday, -1), "Summer bank holiday");
        foreach (var day in Christmas(year))
            yield return day;
        foreach (var day in Proclaimed.Where(p => p.Day.Year == year))
            yield return day;
    }

    private static (DateOnly Day, string Name) EarlyMay(int year) =>
        year == 2020 // moved to the 75th anniversary of VE Day
            ? (new DateOnly(2020, 5, 8), "Early May bank holiday (VE Day)")
            : (HolidayCalendar.Nth(year, 5, DayOfWeek.Monday, 1), "Early May bank holiday");

    private static (DateOnly Day, string Name) Spring(int year) => year switch
    {
        2012 => (new DateOnly(2012, 6, 4), "Spring bank holiday"), // moved for the jubilees
        2022 => (new DateOnly(2022, 6, 2), "Spring bank holiday"),
        _ => (HolidayCalendar.Nth(year, 5, DayOfWeek.Monday, -1), "Spring bank holiday"),
    };

    private static (DateOnly Day, string Name)[] Christmas(int year)
    {
        var christmas = new DateOnly(year, 12, 25);
        var boxing = christmas.AddDays(1);
        return christmas.DayOfWeek switch
        {
            DayOfWeek.Friday => [(christmas, "Christmas Day"), (boxing.AddDays(2), "Boxing Day (substitute)")],
            DayOfWeek.Saturday => [(christmas.AddDays(2), "Christmas Day (substitute)"), (boxing.AddDays(2), "Boxing Day (substitute)")],
            DayOfWeek.Sunday => [(boxing, "Boxing Day"), (christmas.AddDays(2), "Christmas Day (substitute)")],
            _ => [(christmas, "Christmas Day"), (boxing, "Boxing Day")],
        };
    }

    private static (DateOnly Day, string Name) Substitute(DateOnly day, string name) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => (day.AddDays(2), $"{name} (substitute)"),
        DayOfWeek.Sunday => (day.AddDays(1), $"{name} (substitute)"),
        _ => (day, name),
    };

    /// <summary>The Gregorian computus (Meeus, Jones, Butcher).</summary>
    private static DateOnly EasterSunday(int year)
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
