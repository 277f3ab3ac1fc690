using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Tests.Core.Legal;

public sealed class HolidayCalendarTests
{
    private const string Small = """
        { "code": "XX", "name": "A test", "appliesTo": ["XX"],
          "source": { "words": "For a test.", "mark": "P", "cite": "A test", "published": "Nowhere" },
          "holidays": [ { "name": "Day one", "rule": "fixed", "month": 1, "day": 1, "cite": "A test" } ] }
        """;

    /// <summary>Written down by hand from what each country publishes: another source than the rules that are tested.</summary>
    [Theory]
    [InlineData("GB-SCT", 2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27")]
    [InlineData("GB-SCT", 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26")]
    [InlineData("GB-SCT", 2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26")]
    [InlineData("GB-NIR", 2020, "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28")]
    [InlineData("GB-NIR", 2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26")]
    [InlineData("GB-EAW", 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26")]
    [InlineData("IE", 2022, "01-01 03-17 03-18 04-18 05-02 06-06 08-01 10-31 12-25 12-26")]
    [InlineData("IE", 2024, "01-01 02-05 03-17 04-01 05-06 06-03 08-05 10-28 12-25 12-26")]
    [InlineData("IE", 2026, "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26")]
    [InlineData("DE", 2017, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26")]
    [InlineData("DE", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26")]
    [InlineData("FR", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25")]
    [InlineData("NL", 2013, "01-01 03-29 04-01 04-30 05-05 05-09 05-20 12-25 12-26")]
    [InlineData("NL", 2025, "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26")]
    [InlineData("BE", 2026, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25")]
    [InlineData("ES", 2026, "01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25")]
    [InlineData("IT", 2026, "01-01 01-06 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26")]
    [InlineData("IT", 2024, "01-01 01-06 04-01 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26")]
    [InlineData("PL", 2026, "01-01 01-06 04-06 05-01 05-03 06-04 08-15 11-01 11-11 12-24 12-25 12-26")]
    [InlineData("PL", 2010, "01-01 04-05 05-01 05-03 06-03 08-15 11-01 11-11 12-25 12-26")]
    [InlineData("AT", 2026, "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26")]
    [InlineData("SE", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31")]
    [InlineData("PT", 2014, "01-01 04-18 04-25 05-01 06-10 08-15 12-08 12-25")]
    [InlineData("PT", 2026, "01-01 04-03 04-25 05-01 06-04 06-10 08-15 10-05 11-01 12-01 12-08 12-25")]
    [InlineData("IN", 2026, "01-26 08-15 10-02")]
    public void Calendar_OfAYear_IsAsPublished(string code, int year, string days) =>
        Assert.Equal(days, string.Join(' ', HolidayCalendars.Of(code).Of(year).Keys.Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture))));

    /// <summary>The dates of Easter Sunday as the churches publish them.</summary>
    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2011, 4, 24)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2038, 4, 25)]
    public void EasterSunday_IsAsPublished(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), HolidayRule.EasterSunday(year));

    [Fact]
    public void All_EachHasASourceAndEveryDayACitation()
    {
        Assert.Equal(
            ["AT", "BE", "DE", "ES", "FR", "GB-EAW", "GB-NIR", "GB-SCT", "IE", "IN", "IT", "NL", "PL", "PT", "SE", "US"],
            HolidayCalendars.All.Select(c => c.Code));
        foreach (var calendar in HolidayCalendars.All)
        {
            Assert.NotEmpty(calendar.Published);
            Assert.All(Enumerable.Range(2009, 27).SelectMany(calendar.Of), h => Assert.NotEmpty(h.Value.Citation));
        }
        // What was written from memory says so; what was checked against the publication does not.
        Assert.Equal(["GB-EAW", "US"], HolidayCalendars.All.Where(c => !ConfidenceMarks.MustBeShown(c.Source.Mark)).Select(c => c.Code));
    }

    [Fact]
    public void Substitutes_OverDecades_FallOnFreeWeekdaysAndLoseNoHoliday()
    {
        foreach (var calendar in HolidayCalendars.All.Where(c => c.Code is "US" || c.Code.StartsWith("GB", StringComparison.Ordinal)))
        {
            var counts = Enumerable.Range(2024, 60).Select(y => calendar.Of(y)).ToList();
            Assert.All(counts.SelectMany(c => c.Keys), d => Assert.False(d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
            // Over many years each rule gives one day a year; those of 1 January may be observed in the year before.
            Assert.InRange(counts.Sum(c => c.Count), 60 * counts[2].Count - 1, 60 * counts[2].Count + 1);
        }
    }

    [Theory]
    [InlineData("US", "US")]
    [InlineData("gb", "GB-EAW")]
    [InlineData("GB-SCT", "GB-SCT")]
    [InlineData("DE", "DE")]
    [InlineData("BR", "NONE")]
    [InlineData("", "NONE")]
    [InlineData(null, "NONE")]
    public void ForAuthorityIn_Country_IsItsCalendarOrWeekendsOnlyAndSaysSo(string? country, string code)
    {
        var calendar = HolidayCalendars.ForAuthorityIn(country);

        Assert.Equal(code, calendar.Code);
        Assert.Equal(code == "NONE", calendar.Name.Contains("not held", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_FaultyFiles_NamesEveryFaultOfAll()
    {
        const string Faulty = """
            { "code": "YY", "name": "", "appliesTo": ["XX", "nowhere"],
              "source": { "words": "w", "mark": "X", "cite": "c", "published": "p" },
              "holidays": [
                { "name": "Leap", "rule": "fixed", "month": 2, "day": 29, "cite": "c" },
                { "name": "Odd", "rule": "easter", "month": 3, "cite": "c" },
                { "name": "Backwards", "rule": "once", "date": "2026-13-01", "from": 2030, "until": 2020 },
                { "name": "Sixth", "rule": "weekdayOfMonth", "month": 3, "weekday": "Moonday", "nth": 6, "cite": "c" } ] }
            """;

        var problems = Assert.Throws<HolidaysInvalidException>(() => HolidayCalendars.Read([("XX", Small), ("YY", Faulty), ("ZZ", "{"), ("QQ", Small)])).Problems;

        string[] expected =
        [
            "“name” is missing", "“nowhere” is no code", "“source.mark” is “X”", "no day 29 of month 2", "YY, Odd: “days” is missing", "YY, Odd: “month” has no meaning",
            "2026-13-01", "YY, Backwards: “cite” is missing", "“until” is the first year", "Moonday", "“nth” must be", "ZZ: the file is no JSON", "QQ: the code “XX” is not the file's name",
            "the code “XX” stands there 2 times", "the country “XX” stands there 3 times",
        ];
        Assert.All(expected, e => Assert.Contains(problems, p => p.Contains(e, StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_GoodFile_Counts() => Assert.False(HolidayCalendar.Load(Small).IsBusinessDay(new DateOnly(2026, 1, 1)));
}
