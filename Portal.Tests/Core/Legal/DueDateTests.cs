using System.Globalization;
using CsCheck;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Tests.Core.Legal;

public sealed class DueDateTests
{
    private const string NewYork = "America/New_York";
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly HolidayCalendar Federal = HolidayCalendars.Of("US");
    private static readonly HolidayCalendar England = HolidayCalendars.Of("GB-EAW");
    private static readonly RuleBook Book = RuleBooks.Version("2026-11");

    [Theory]
    // Hours are elapsed: across the change of 1 November too.
    [InlineData("US_WARRANT_CA", ClockKind.Respond, NewYork, "2026-10-30T16:00:00Z", "2026-11-02T16:00:00Z")]
    [InlineData("US_WARRANT_CO", ClockKind.Acknowledge, "America/Denver", "2026-11-23T20:00:00Z", "2026-11-24T04:00:00Z")]
    // Ten days after a receipt late on 23 November in Berlin: the end of 3 December there.
    [InlineData("EU_EPOC_SUBSCRIBER", ClockKind.Respond, "Europe/Berlin", "2026-11-23T22:30:00Z", "2026-12-03T22:59:59Z")]
    // The same moment is already the 24th in Helsinki.
    [InlineData("EU_EPOC_SUBSCRIBER", ClockKind.Respond, "Europe/Helsinki", "2026-11-23T22:30:00Z", "2026-12-04T21:59:59Z")]
    public void DueDate_AfterReceipt_IsInTheAuthoritysZone(string instrument, ClockKind kind, string zone, string received, string due)
    {
        var facts = new ClockFacts().With(ClockEvent.Received, Utc(received));

        var dueDate = Clock(instrument, kind).DueDate(facts, zone, HolidayCalendars.WeekendsOnly);

        Assert.Equal(Utc(due), dueDate.Instant);
        Assert.All(dueDate.Steps, s => Assert.True(s.Words.EndsWith('.') && s.Citation.Length > 0));
        Assert.True(dueDate.Steps.Length >= 3);
    }

    [Fact]
    public void DueDate_FixedTime_NamesTheStepsInWords()
    {
        var facts = new ClockFacts().With(ClockEvent.Received, Utc("2026-10-30T16:00:00Z"));
        var steps = Clock("US_WARRANT_CA", ClockKind.Respond).DueDate(facts, NewYork, Federal).Steps;

        Assert.Equal("The request was received on 30 October 2026 at 12:00:00 (America/New_York, UTC-04:00).", steps[1].Words);
        Assert.Contains("2 November 2026 at 11:00:00 (America/New_York, UTC-05:00)", steps[2].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void DueDate_OnFace_IsTheEndOfThatDay()
    {
        var facts = new ClockFacts().WithFaceDate("returnDate", new DateOnly(2026, 12, 15));

        var dueDate = Clock("US_WARRANT", ClockKind.Respond).DueDate(facts, NewYork, Federal);

        Assert.Equal(Utc("2026-12-16T04:59:59Z"), dueDate.Instant);
    }

    [Fact]
    public void DueDate_BeforeFace_IsTheStartOfThatDay()
    {
        var facts = new ClockFacts().WithFaceDate("nonDisclosureEnd", new DateOnly(2027, 1, 15));

        Assert.Equal(Utc("2027-01-01T05:00:00Z"), Clock("US_NDO", ClockKind.Alarm).DueDate(facts, NewYork, Federal).Instant);
    }

    [Theory]
    [InlineData("2026-11-30T10:00:00Z", "2027-02-28T23:59:59Z")]
    [InlineData("2026-11-01T10:00:00Z", "2027-02-01T23:59:59Z")]
    public void DueDate_Months_EndOnTheSameDayOrTheMonthsLast(string orderSigned, string due)
    {
        var facts = new ClockFacts().With(ClockEvent.OrderSigned, Utc(orderSigned));

        Assert.Equal(Utc(due), Clock("UK_OPO", ClockKind.Service).DueDate(facts, "Europe/London", England).Instant);
    }

    [Fact]
    public void DueDate_BusinessDays_SkipsWeekendAndThanksgivingAndSaysSo()
    {
        var facts = new ClockFacts().With(ClockEvent.Received, Utc("2026-11-24T15:00:00Z"));

        var dueDate = BusinessDays(3).DueDate(facts, NewYork, Federal);

        // Wednesday 25, (Thursday 26 Thanksgiving), Friday 27, (weekend), Monday 30.
        Assert.Equal(Utc("2026-12-01T04:59:59Z"), dueDate.Instant);
        Assert.Contains(dueDate.Steps, s => s.Words.Contains("Thanksgiving", StringComparison.Ordinal) && s.Citation.StartsWith("5 U.S.C.", StringComparison.Ordinal));
    }

    [Fact]
    public void DueDate_BusinessDays_EndOnOneAndCountExactlySoMany()
    {
        Gen.Select(Gen.Int[0, 3650], Gen.Int[1, 40]).Sample((offset, amount) =>
        {
            var received = new DateTimeOffset(2020, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(offset);
            var due = BusinessDays(amount).DueDate(new ClockFacts().With(ClockEvent.Received, received), "UTC", Federal);
            // What comes on a day off counts as having come on the next business day.
            var first = DateOnly.FromDateTime(received.Date);
            while (!Federal.IsBusinessDay(first)) first = first.AddDays(1);
            first = first.AddDays(1);
            var last = DateOnly.FromDateTime(due.Instant!.Value.Date);
            Assert.True(Federal.IsBusinessDay(last));
            Assert.Equal(amount, Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Count(i => Federal.IsBusinessDay(first.AddDays(i))));
        });
    }

    [Theory]
    [InlineData("US_EDR", ClockKind.FollowUp, "nothing has been released")]
    [InlineData("US_WARRANT", ClockKind.Respond, "not recorded yet")]
    [InlineData("DSA_ART10", ClockKind.Acknowledge, "no fixed time")]
    public void DueDate_NotStartedOrNoTime_SaysWhyAndHasNoInstant(string instrument, ClockKind kind, string why)
    {
        var dueDate = Clock(instrument, kind).DueDate(new ClockFacts(), NewYork, Federal);

        Assert.Null(dueDate.Instant);
        Assert.Contains(why, dueDate.Steps[^1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void DueDate_EveryClockOfTheBook_CanBeWorkedOut()
    {
        var facts = Enum.GetValues<ClockEvent>().Aggregate(new ClockFacts(), (f, e) => f.With(e, Utc("2026-11-23T12:00:00Z")))
            .WithFaceDate("returnDate", Today).WithFaceDate("nonDisclosureEnd", Today);

        Assert.All(
            Book.Rules.SelectMany(r => r.Clocks.Select(c => (Rule: r, Clock: c))),
            x => Assert.Equal(x.Clock.Term == ClockTerm.NoFixedTime, x.Clock.DueDate(facts, NewYork, HolidayCalendars.ForAuthorityIn("US")).Instant is null));
    }

    /// <summary>A Saturday before Easter: the known answer of the United Kingdom's freedom of information practice.</summary>
    [Fact]
    public void DueDate_TwentyWorkingDaysFromASaturdayBeforeEaster_IsTheFifteenthOfApril()
    {
        var due = BusinessDays(20).DueDate(new ClockFacts().With(ClockEvent.Received, Utc("2009-03-14T12:00:00Z")), "Europe/London", England);

        Assert.Equal(Utc("2009-04-15T22:59:59Z"), due.Instant);
        Assert.Equal(["Good Friday", "Easter Monday"], due.Skipped.Select(h => h.Name));
    }

    [Fact]
    public void DueDate_UnknownZone_Throws() =>
        Assert.Throws<ArgumentException>(() => Clock("US_EDR", ClockKind.Triage).DueDate(new ClockFacts(), "EST", Federal));

    [Fact]
    public void EarliestOf_PassesOverThoseWithoutInstant()
    {
        var facts = new ClockFacts().With(ClockEvent.Received, Utc("2026-11-23T12:00:00Z"));
        var dates = Book.Rule("US_WARRANT_CO", Today).Clocks.Append(Clock("US_WARRANT", ClockKind.Respond))
            .Select(c => c.DueDate(facts, NewYork, Federal)).ToList();

        Assert.Equal(ClockKind.Acknowledge, DueDate.EarliestOf(dates)!.Clock.Kind);
        Assert.Null(DueDate.EarliestOf([]));
    }

    [Theory]
    // As published by the U.S. Office of Personnel Management.
    [InlineData(2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31")]
    [InlineData(2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25")]
    public void UsFederal_Year_IsAsPublished(int year, string days) => Assert.Equal(days, Days(Federal, year));

    [Theory]
    // As published on GOV.UK.
    [InlineData(2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27")]
    [InlineData(2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData(2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28")]
    public void EnglandAndWales_Year_IsAsPublished(int year, string days) => Assert.Equal(days, Days(England, year));

    private static string Days(HolidayCalendar calendar, int year) =>
        string.Join(' ', calendar.Of(year).Keys.Order().Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture)));

    private static ClockRule Clock(string instrument, ClockKind kind) =>
        Book.Rule(instrument, Today).Clocks.First(c => c.Kind == kind);

    private static ClockRule BusinessDays(int amount) => new(
        ClockKind.Respond,
        ClockCondition.Always,
        ClockTerm.After,
        amount,
        ClockUnit.BusinessDays,
        ClockEvent.Received,
        null,
        false,
        Pause: null,
        new LegalStatement("A clock of business days.", ConfidenceMark.OurPolicy, "A test"));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
