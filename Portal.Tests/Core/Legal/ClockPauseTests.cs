using System.Globalization;
using CsCheck;
using NodaTime;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Tests.Core.Legal;

/// <summary>Pauses and extensions, in zones that skipped midnights and whole days, over the years in which they did.</summary>
public sealed class ClockPauseTests
{
    private const int Cases = 3000;

    /// <summary>Midnight was skipped in São Paulo and Beirut; Apia has no 30 December 2011; Lord Howe moves by half an hour.</summary>
    private static readonly string[] Zones =
        ["UTC", "America/Los_Angeles", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe", "Europe/London", "Asia/Kathmandu"];

    private static readonly Gen<string> AnyZone = Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]);

    private static readonly HolidayCalendar England = HolidayCalendars.Of("GB-EAW");

    private static readonly DateTimeOffset First = new(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> Moments = Gen.Long[0, 12L * 366 * 24 * 3600].Select(s => First.AddSeconds(s));

    private static readonly Gen<(ClockUnit Unit, int Amount)> Amounts = Gen.OneOf(
        Gen.Int[1, 240].Select(a => (ClockUnit.Hours, a)),
        Gen.Int[1, 90].Select(a => (ClockUnit.CalendarDays, a)),
        Gen.Int[1, 40].Select(a => (ClockUnit.BusinessDays, a)),
        Gen.Int[1, 6].Select(a => (ClockUnit.Months, a)));

    /// <summary>Begins within ten days before or sixty after the start, lasts up to twenty days.</summary>
    private static readonly Gen<(int From, int Lasts)[]> Pauses = Gen.Select(Gen.Int[-240 * 3600, 1440 * 3600], Gen.Int[0, 480 * 3600]).Array[0, 4];

    private static readonly Gen<(DateTimeOffset Start, (ClockUnit Unit, int Amount) Amount, (int From, int Lasts)[] Pauses, string Zone)> Any =
        Gen.Select(Moments, Amounts, Pauses, AnyZone);

    [Fact]
    public void Pause_OfAnyClockAnywhere_NeverMovesTheDateEarlier() => Any.Sample(
        c => Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant >= Due(c.Start, c.Amount, [], c.Zone).Instant,
        iter: Cases);

    [Fact]
    public void Pause_OneMore_NeverMovesTheDateEarlier() => Any.Where(c => c.Pauses.Length > 0).Sample(
        c => Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant >= Due(c.Start, c.Amount, c.Pauses[..^1], c.Zone).Instant,
        iter: Cases);

    [Fact]
    public void Pause_Longer_IsNeverEarlierThanAShorter() => Gen.Select(Any, Gen.Int[0, 30 * 24 * 3600]).Sample(
        (c, more) =>
        {
            var longer = c.Pauses.Select((p, i) => i == 0 ? p with { Lasts = p.Lasts + more } : p).ToArray();
            return Due(c.Start, c.Amount, longer, c.Zone).Instant >= Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant;
        },
        iter: Cases);

    [Fact]
    public void Pause_OfHours_AddsExactlyTheTimeItStoodStill() => Gen.Select(Moments, Gen.Int[1, 200], Gen.Int[0, 100], Gen.Int[0, 400], AnyZone).Sample(
        (start, amount, at, lasts, zone) =>
        {
            var due = Due(start, (ClockUnit.Hours, amount), [(at * 3600, lasts * 3600)], zone).Instant;
            return due == start.AddHours(amount + (at <= amount ? lasts : 0));
        },
        iter: Cases);

    [Fact]
    public void Clock_NeverRunsOutWhileItStandsStill() => Any.Sample(
        c =>
        {
            var due = Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant!.Value;
            return c.Pauses.All(p => c.Start.AddSeconds((double)p.From + p.Lasts) <= due || c.Start.AddSeconds(p.From) >= due);
        },
        iter: Cases);

    [Fact]
    public void Extension_OfAnyClock_NeverMovesTheDateEarlierAndIsAtLeastWhatWasGranted() => Gen.Select(Any, Gen.Int[-100, 100]).Sample(
        (c, days) =>
        {
            var plain = Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant!.Value;
            var until = plain.AddDays(days);
            var extended = Due(c.Start, c.Amount, c.Pauses, c.Zone, new ClockExtension(until, "The court", "Order")).Instant;
            return extended == (until > plain ? until : plain);
        },
        iter: Cases);

    [Fact]
    public void Days_OneMore_AreNeverEarlierAndEndAtTheEndOfALocalDay() => Any.Where(c => c.Amount.Unit != ClockUnit.Hours).Sample(
        c =>
        {
            var zone = DateTimeZoneProviders.Tzdb[c.Zone];
            var due = Due(c.Start, c.Amount, c.Pauses, c.Zone).Instant!.Value;
            var next = Instant.FromDateTimeOffset(due).Plus(Duration.FromSeconds(1)).InZone(zone);
            // The first moment of the next day: midnight, or the change that skipped it.
            return Due(c.Start, c.Amount with { Amount = c.Amount.Amount + 1 }, c.Pauses, c.Zone).Instant > due
                && next.Date > Instant.FromDateTimeOffset(due).InZone(zone).Date
                && next.TimeOfDay <= new LocalTime(1, 0);
        },
        iter: Cases);

    [Fact]
    public void EarliestOf_AnyDates_IsBeforeAllOthers() => Any.Array[1, 5].Sample(
        all =>
        {
            var dates = all.Select(c => Due(c.Start, c.Amount, c.Pauses, c.Zone)).ToList();
            return dates.All(d => DueDate.EarliestOf(dates)!.Instant <= d.Instant);
        },
        iter: Cases / 3);

    [Theory]
    // Midnight of 18 October 2015 did not exist in São Paulo: the day before ended at the change.
    [InlineData("America/Sao_Paulo", "2015-10-16T15:00:00Z", 1, "2015-10-18T02:59:59Z")]
    [InlineData("Asia/Beirut", "2019-03-29T12:00:00Z", 1, "2019-03-30T21:59:59Z")]
    // 30 December 2011 was left out in Apia: two days after the 29th are the 31st and the 1st.
    [InlineData("Pacific/Apia", "2011-12-29T20:00:00Z", 2, "2012-01-01T09:59:59Z")]
    public void Days_OverAnOddMidnight_EndWhereTheDayEnded(string zone, string received, int days, string due) =>
        Assert.Equal(Utc(due), Due(Utc(received), (ClockUnit.CalendarDays, days), [], zone).Instant);

    [Fact]
    public void Days_AskedOnTheLastDay_GoOnWithTheDayOfTheAnswer()
    {
        // Ten days from 1 June end on the 11th; asked on the 11th at noon, answered on the 15th: the 11th to the 14th ended in waiting.
        var due = Due(Utc("2026-06-01T08:00:00Z"), (ClockUnit.CalendarDays, 10), [(10 * 86400 + 4 * 3600, 4 * 86400)], "UTC");

        Assert.Equal(Utc("2026-06-15T23:59:59Z"), due.Instant);
        Assert.Contains(due.Steps, s => s.Words.Contains("4 days at whose end we still waited are not counted", StringComparison.Ordinal) && s.Citation == "The law of pausing");
    }

    [Fact]
    public void OpenPause_BeforeTheEnd_StandsStillWithWhatIsLeft_AndAfterItChangesNothing()
    {
        var start = Utc("2026-06-01T08:00:00Z");
        ClockFacts Facts(int askedAfter, int now) => new ClockFacts { AsOf = start.AddHours(now), Pauses = [new ClockPause(start.AddHours(askedAfter), null, "Which account?")] }.With(ClockEvent.Received, start);

        var stopped = Clock((ClockUnit.Hours, 10)).DueDate(Facts(4, 30), "UTC", England);
        var late = Clock((ClockUnit.Hours, 10)).DueDate(Facts(11, 30), "UTC", England);

        Assert.Equal((start.AddHours(4), TimeSpan.FromHours(6), start.AddHours(36)), (stopped.PausedSince!.Value, stopped.Left!.Value, stopped.Instant!.Value));
        Assert.Equal((false, start.AddHours(10)), (late.IsPaused, late.Instant!.Value));
        Assert.All(stopped.Steps, s => Assert.True(s.Words.EndsWith('.') && s.Citation.Length > 0, s.Words));
    }

    [Fact]
    public void Clock_WhoseRuleDoesNotPause_RunsOn()
    {
        var start = Utc("2026-06-01T08:00:00Z");
        var facts = new ClockFacts { AsOf = start.AddDays(3), Pauses = [new ClockPause(start, null, "?")] }.With(ClockEvent.Received, start);

        var due = (Clock((ClockUnit.Hours, 10)) with { Pause = null }).DueDate(facts, "UTC", England);

        Assert.Equal((false, start.AddHours(10), 0), (due.IsPaused, due.Instant!.Value, due.Pauses.Length));
    }

    private static DueDate Due(DateTimeOffset start, (ClockUnit Unit, int Amount) amount, (int From, int Lasts)[] pauses, string zone, params ClockExtension[] extensions)
    {
        var facts = new ClockFacts
        {
            Pauses = [.. pauses.Select(p => new ClockPause(start.AddSeconds(p.From), start.AddSeconds((double)p.From + p.Lasts), "Why"))],
            Extensions = [.. extensions],
        }.With(ClockEvent.Received, start);
        return Clock(amount).DueDate(facts, zone, England);
    }

    private static ClockRule Clock((ClockUnit Unit, int Amount) amount) => new(
        ClockKind.Respond,
        ClockCondition.Always,
        ClockTerm.After,
        amount.Amount,
        amount.Unit,
        ClockEvent.Received,
        null,
        Extendable: true,
        Pause: new LegalStatement("It stands still.", ConfidenceMark.OurPolicy, "The law of pausing"),
        new LegalStatement("A clock.", ConfidenceMark.OurPolicy, "A test"));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
