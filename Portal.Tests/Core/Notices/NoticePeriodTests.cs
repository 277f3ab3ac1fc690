using Portal.Core.Legal;
using Portal.Core.Notices;

namespace Portal.Tests.Core.Notices;

public sealed class NoticePeriodTests
{
    private static readonly NoticeRule Week = new(NoticePolicy.BeforeDisclosure, 7, new LegalStatement("We wait seven days.", ConfidenceMark.OurPolicy, "Our policy"));

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NoClock_EndsWithTheSeventhLocalDay()
    {
        var period = NoticePeriod.Of(Week, Now, null, "America/Los_Angeles");

        Assert.Equal(new DateTimeOffset(2026, 12, 2, 7, 59, 59, TimeSpan.Zero), period.EndsAt);
        Assert.Null(period.LatestAt);
        Assert.All(period.Steps, s => Assert.NotEmpty(s.Citation));
    }

    [Fact]
    public void Of_SeventyTwoHours_EndsBeforeTheLawsClock()
    {
        // California: comply within 72 hours of receipt; received an hour before.
        var due = Now.AddHours(71);

        var period = NoticePeriod.Of(Week, Now, due, "America/Los_Angeles");

        Assert.Equal(due - NoticePeriod.Margin, period.EndsAt);
        Assert.Equal(period.EndsAt, period.LatestAt);
        Assert.Contains(period.Steps, s => s.Words.Contains("before the period's own end", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(3, false)]
    [InlineData(-5, false)]
    [InlineData(13, true)]
    public void Of_LittleTimeLeft_WaitsOnlyWhereTheMarginAllows(int hoursLeft, bool waits) =>
        Assert.Equal(waits, NoticePeriod.Of(Week, Now, Now.AddHours(hoursLeft), "UTC").EndsAt is not null);

    [Fact]
    public void Of_AnyClockInAnyZone_NeverOutlastsTheClockNorTheWeek()
    {
        var random = new Random(20261124);
        string[] zones = ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "UTC"];
        for (var i = 0; i < 2000; i++)
        {
            var now = Now.AddMinutes(random.Next(-400_000, 400_000));
            var due = now.AddMinutes(random.Next(-600, 30_000));
            var period = NoticePeriod.Of(Week, now, due, zones[i % zones.Length]);

            if (period.EndsAt is not { } end)
            {
                Assert.True(due - NoticePeriod.Margin <= now);
                continue;
            }
            Assert.InRange(end, now, due - NoticePeriod.Margin);
            Assert.True(end <= now.AddDays(8).AddHours(2), $"{now:O} {due:O} {end:O}");
        }
    }

    [Theory]
    // The week holds the change of the clocks: it ends with the local day all the same.
    [InlineData("2027-03-10T18:00:00Z", "2027-03-18T03:59:59Z")]
    [InlineData("2026-10-28T18:00:00Z", "2026-11-05T04:59:59Z")]
    public void Of_AcrossAChangeOfTheClocks_EndsWithTheLocalDay(string now, string end) => Assert.Equal(
        DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
        NoticePeriod.Of(Week, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), null, "America/New_York").EndsAt);
}
