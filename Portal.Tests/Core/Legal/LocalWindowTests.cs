using CsCheck;
using NodaTime;
using Portal.Core.Legal;

namespace Portal.Tests.Core.Legal;

public sealed class LocalWindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly WindowLimits Limits = new(Now);

    [Theory]
    [InlineData("America/New_York", "2026-07-01T00:00", "2026-07-02T00:00", "2026-07-01T04:00Z", "2026-07-02T04:00Z")]
    [InlineData("Europe/Berlin", "2026-01-10T08:30", "2026-01-10T09:00", "2026-01-10T07:30Z", "2026-01-10T08:00Z")]
    [InlineData("UTC", "2026-01-10T08:30", "2026-01-10T09:00", "2026-01-10T08:30Z", "2026-01-10T09:00Z")]
    // The clocks change inside: 23 and 25 hours.
    [InlineData("America/New_York", "2026-03-08T00:00", "2026-03-09T00:00", "2026-03-08T05:00Z", "2026-03-09T04:00Z")]
    [InlineData("America/New_York", "2026-11-01T00:00", "2026-11-02T00:00", "2026-11-01T04:00Z", "2026-11-02T05:00Z")]
    // Half an hour only: 23.5 and 24.5 hours.
    [InlineData("Australia/Lord_Howe", "2025-10-05T00:00", "2025-10-06T00:00", "2025-10-04T13:30Z", "2025-10-05T13:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-06T00:00", "2026-04-04T13:00Z", "2026-04-05T13:30Z")]
    public void Resolve_PlainTimes_AreUtcWithoutNotes(string zone, string start, string end, string startUtc, string endUtc)
    {
        var resolution = Window(zone, start, end).Resolve(Limits);

        Assert.Equal((Utc(startUtc), Utc(endUtc)), (resolution.Window!.Value.StartUtc, resolution.Window.Value.EndUtc));
        Assert.Equal(resolution.Window, resolution.WithinAuthority);
        Assert.Empty(resolution.Problems);
        Assert.Empty(resolution.Notes);
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-10-05T02:10", "2025-10-04T15:30Z")]
    public void Resolve_SkippedTime_IsTheMomentOfTheChangeAndSaysSo(string zone, string skipped, string change)
    {
        var start = Window(zone, skipped, "2026-10-20T00:00").Resolve(Limits);
        var end = Window(zone, "2025-01-01T00:00", skipped).Resolve(Limits);

        Assert.Equal(Utc(change), start.Window!.Value.StartUtc);
        Assert.Equal(Utc(change), end.Window!.Value.EndUtc);
        Assert.Equal(LocalWindow.StartField, Assert.Single(start.Notes).Field);
        Assert.Contains("did not exist", Assert.Single(end.Notes).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", "2026-11-01T06:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", "2026-04-04T15:15Z")]
    public void Resolve_TimeThatHappenedTwice_NarrowsUnlessChosen(string zone, string twice, string earlier, string later)
    {
        var asStart = Window(zone, twice, "2026-11-20T00:00");
        var asEnd = Window(zone, "2026-01-01T00:00", twice);

        Assert.Equal(Utc(later), asStart.Resolve(Limits).Window!.Value.StartUtc);
        Assert.Equal(Utc(earlier), asEnd.Resolve(Limits).Window!.Value.EndUtc);
        Assert.Equal(Utc(earlier), (asStart with { StartChoice = ClockChangeChoice.Earlier }).Resolve(Limits).Window!.Value.StartUtc);
        Assert.Equal(Utc(later), (asEnd with { EndChoice = ClockChangeChoice.Later }).Resolve(Limits).Window!.Value.EndUtc);
        Assert.Contains("narrower", Assert.Single(asStart.Resolve(Limits).Notes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_BothTimesHappenedTwice_AsksInsteadOfGuessing()
    {
        var window = Window("America/New_York", "2026-11-01T01:10", "2026-11-01T01:40");

        var problem = Assert.Single(window.Resolve(Limits).Problems);
        Assert.Equal(WindowProblemKind.AmbiguousTime, problem.Kind);
        var chosen = (window with { StartChoice = ClockChangeChoice.Earlier, EndChoice = ClockChangeChoice.Later }).Resolve(Limits);
        Assert.Equal(TimeSpan.FromMinutes(90), chosen.Window!.Value.Duration);
    }

    [Fact]
    public void Resolve_BothTimesSkipped_HoldsNothingAndSaysWhy()
    {
        var problem = Assert.Single(Window("America/New_York", "2026-03-08T02:10", "2026-03-08T02:40").Resolve(Limits).Problems);

        Assert.Equal(WindowProblemKind.StartNotBeforeEnd, problem.Kind);
        Assert.Contains("set forward", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EST", "America/New_York")]
    [InlineData("Pacific", "America/Los_Angeles")]
    [InlineData("america/new york", "America/New_York")]
    [InlineData("Europe/Berln", "Europe/Berlin")]
    [InlineData("Berlin", "Europe/Berlin")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    public void Resolve_UnknownZone_SuggestsTheLikely(string entered, string likely)
    {
        var problem = Assert.Single(Window(entered, "2026-01-01T00:00", "2026-01-02T00:00").Resolve(Limits).Problems);

        Assert.Equal((WindowProblemKind.UnknownZone, LocalWindow.ZoneField, true), (problem.Kind, problem.Field, problem.Blocks));
        Assert.Equal(likely, problem.Suggestions[0]);
        Assert.Contains(likely, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UTC+5")]
    [InlineData("Etc/GMT+5")]
    [InlineData("Mars/Olympus_Mons_Crater")]
    public void Resolve_UnknownZone_NeverThrows(string entered)
    {
        var resolution = Window(entered, "2026-01-01T00:00", "2026-01-02T00:00").Resolve(Limits);

        Assert.Equal(WindowProblemKind.UnknownZone, Assert.Single(resolution.Problems).Kind);
        Assert.False(resolution.IsUsable);
    }

    [Theory]
    [InlineData("2026-01-02T00:00", "2026-01-01T00:00", WindowProblemKind.StartNotBeforeEnd)]
    [InlineData("2026-01-02T00:00", "2026-01-02T00:00", WindowProblemKind.StartNotBeforeEnd)]
    [InlineData("2026-01-02T00:00", "2026-11-23T12:01", WindowProblemKind.EndInFuture)]
    [InlineData("2019-01-02T00:00", "2020-01-01T00:00", WindowProblemKind.TooOld)]
    public void Resolve_WindowThatCannotBe_BlocksWithTheMend(string start, string end, WindowProblemKind kind)
    {
        var resolution = Window("UTC", start, end).Resolve(Limits with { EarliestHeld = new DateOnly(2020, 1, 1) });

        var problem = Assert.Single(resolution.Problems);
        Assert.Equal((kind, true), (problem.Kind, problem.Blocks));
        Assert.Contains("Enter", problem.Message, StringComparison.Ordinal);
        Assert.Null(resolution.Window);
    }

    [Fact]
    public void Resolve_EndIsNow_IsNoFuture() =>
        Assert.Empty(Window("UTC", "2026-11-23T00:00", "2026-11-23T12:00").Resolve(Limits).Problems);

    [Fact]
    public void Resolve_WindowOutrunsAuthority_IsRaisedAndTheCoveredPartGiven()
    {
        // The example of ETSI TS 103 120: an authorisation that ends 1 December, a request until 30 December.
        var limits = Limits with { AuthorityFrom = new DateOnly(2019, 9, 30), AuthorityTo = new DateOnly(2019, 12, 1) };
        var resolution = Window("Europe/Berlin", "2019-09-30T00:00", "2019-12-30T00:00").Resolve(limits);

        var problem = Assert.Single(resolution.Problems);
        Assert.Equal((WindowProblemKind.OutrunsAuthority, LocalWindow.EndField, false), (problem.Kind, problem.Field, problem.Blocks));
        Assert.True(resolution.IsUsable);
        Assert.Equal(Utc("2019-12-01T23:00Z"), resolution.WithinAuthority!.Value.EndUtc);
        Assert.True(resolution.Window!.Value.Contains(resolution.WithinAuthority.Value));
    }

    [Fact]
    public void Resolve_LastDayOfAuthority_IsIncludedWhole()
    {
        var limits = Limits with { AuthorityFrom = new DateOnly(2026, 3, 1), AuthorityTo = new DateOnly(2026, 3, 31) };

        Assert.Empty(Window("America/New_York", "2026-03-01T00:00", "2026-04-01T00:00").Resolve(limits).Problems);
        Assert.Equal(2, Window("America/New_York", "2026-02-28T23:59", "2026-04-01T00:01").Resolve(limits).Problems.Length);
    }

    [Fact]
    public void Resolve_NothingWithinAuthority_GivesNoCoveredPart()
    {
        var limits = Limits with { AuthorityTo = new DateOnly(2020, 1, 1) };

        Assert.Null(Window("UTC", "2026-03-01T00:00", "2026-03-02T00:00").Resolve(limits).WithinAuthority);
    }

    [Fact]
    public void Resolve_AnyZoneAndTimes_AgreesWithTheZoneRules()
    {
        var zones = Gen.Int[0, TimeZoneNames.All.Length - 1].Select(i => TimeZoneNames.All[i]);
        var minutes = Gen.Int[0, 60 * 24 * 365 * 20];
        var origin = new DateTime(2006, 1, 1);
        Gen.Select(zones, minutes, minutes).Sample(
            (zone, first, second) =>
            {
                var window = new LocalWindow(origin.AddMinutes(first), origin.AddMinutes(second), zone);
                var resolution = window.Resolve(Limits);
                Assert.Equal(resolution.Window is null, resolution.Problems.Any(p => p.Blocks));
                if (first >= second)
                    Assert.Equal(WindowProblemKind.StartNotBeforeEnd, Assert.Single(resolution.Problems).Kind);
                if (resolution.Window is not { } utc || resolution.Notes.Length > 0)
                    return;

                // Without a note the way back is the way there.
                var tz = DateTimeZoneProviders.Tzdb[zone];
                Assert.Equal(window.Start, Instant.FromDateTimeOffset(utc.StartUtc).InZone(tz).ToDateTimeUnspecified());
                Assert.Equal(window.End, Instant.FromDateTimeOffset(utc.EndUtc).InZone(tz).ToDateTimeUnspecified());
            },
            iter: 2000);
    }

    private static LocalWindow Window(string zone, string start, string end) => new(Local(start), Local(end), zone);

    private static DateTime Local(string text) => DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string text) => new(Local(text.TrimEnd('Z')), TimeSpan.Zero);
}
