namespace Portal.Core.Legal.Clocks;

/// <summary>5 U.S.C. § 6103(a); § 6103(b)(1)–(2) and Executive Order 11582 for the day in lieu. Inauguration Day is local to Washington and left out.</summary>
internal static class UsFederalHolidays
{
    private const int JuneteenthSince = 2021; // Pub. L. 117-17

    public static IEnumerable<(DateOnly Day, string Name)> Of(int year)
    {
        yield return InLieu(new DateOnly(year, 1, 1), "New Year's Day");
        yield return (HolidayCalendar.Nth(year, 1, DayOfWeek.Monday, 3), "Birthday of Martin Luther King, Jr.");
        yield return (HolidayCalendar.Nth(year, 2, DayOfWeek.Monday, 3), "Washington's Birthday");
        yield return (HolidayCalendar.Nth(year, 5, DayOfWeek.Monday, -1), "Memorial Day");
        if (year >= JuneteenthSince)
            yield return InLieu(new DateOnly(year, 6, 19), "Juneteenth National Independence Day");
        yield return InLieu(new DateOnly(year, 7, 4), "Independence Day");
        yield return (HolidayCalendar.Nth(year, 9, DayOfWeek.Monday, 1), "Labor Day");
        yield return (HolidayCalendar.Nth(year, 10, DayOfWeek.Monday, 2), "Columbus Day");
        yield return InLieu(new DateOnly(year, 11, 11), "Veterans Day");
        yield return (HolidayCalendar.Nth(year, 11, DayOfWeek.Thursday, 4), "Thanksgiving Day");
        yield return InLieu(new DateOnly(year, 12, 25), "Christmas Day");
    }

    private static (DateOnly Day, string Name) InLieu(DateOnly day, string name) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => (day.AddDays(-1), $"{name} (observed)"),
        DayOfWeek.Sunday => (day.AddDays(1), $"{name} (observed)"),
        _ => (day, name),
    };
}
