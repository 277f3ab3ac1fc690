using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Portal.Core.Legal.Clocks;

/// <summary>
/// Works out when a clock runs out, in the authority's zone and calendar. Days begin on the day after the event and end with
/// the last second of the last one. A period of calendar days that ends on a weekend is not prolonged: being early is never late.
/// </summary>
public static class DueDateCalculation
{
    private const string Counting = "Our policy on counting time";

    /// <summary>Works out one clock.</summary>
    /// <param name="zoneId">The authority's IANA zone, such as <c>America/New_York</c>.</param>
    /// <param name="calendar">The authority's holidays; only business days look at it.</param>
    /// <exception cref="ArgumentException">The zone is unknown; check it with <see cref="TimeZoneNames.IsKnown"/> where a person enters it.</exception>
    public static DueDate DueDate(this ClockRule clock, ClockFacts facts, string zoneId, HolidayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(calendar);
        var zone = TimeZoneNames.Find(zoneId) ?? throw new ArgumentException($"“{zoneId}” is no IANA time zone.", nameof(zoneId));
        var working = new Working(clock, zone);
        working.Say(clock.Statement.Words, clock.Statement.Citation);

        return clock.Term switch
        {
            ClockTerm.After => After(working, facts, calendar),
            ClockTerm.AtOnce => AtOnce(working, facts),
            ClockTerm.OnFace => OnFace(working, facts),
            ClockTerm.BeforeFace => BeforeFace(working, facts, calendar),
            _ => working.Without("The law names no fixed time, so this clock has no date."),
        };
    }

    private static DueDate After(Working working, ClockFacts facts, HolidayCalendar calendar)
    {
        var clock = working.Clock;
        if (!facts.Events.TryGetValue(clock.From!.Value, out var happened))
            return working.Without($"The clock has not started: {Waiting(clock.From.Value)}.");

        var start = Instant.FromDateTimeOffset(happened);
        working.Say($"{Sentence(clock.From.Value)} on {working.Show(start)}.", clock.Statement.Citation);
        var amount = clock.Amount!.Value;
        if (clock.Unit == ClockUnit.Hours)
        {
            var end = start + Duration.FromHours(amount);
            working.Say($"{Count(amount, "hour")} of elapsed time, weekends and holidays included, end at {working.Show(end)}.", Counting);
            return working.At(end);
        }

        var day = start.InZone(working.Zone).Date;
        var last = clock.Unit switch
        {
            ClockUnit.CalendarDays => working.CountDays(day, amount),
            ClockUnit.BusinessDays => working.CountBusinessDays(day, amount, 1, calendar),
            _ => working.CountMonths(day, amount),
        };
        return working.AtEndOf(last);
    }

    private static DueDate AtOnce(Working working, ClockFacts facts)
    {
        var from = working.Clock.From!.Value;
        if (!facts.Events.TryGetValue(from, out var happened))
            return working.Without($"The clock has not started: {Waiting(from)}.");
        var at = Instant.FromDateTimeOffset(happened);
        working.Say($"{Sentence(from)} on {working.Show(at)}, and the duty falls due at the same moment.", working.Clock.Statement.Citation);
        return working.At(at);
    }

    private static DueDate OnFace(Working working, ClockFacts facts)
    {
        if (FaceDate(working, facts) is not { } date)
            return working.Without("The order's date is not recorded yet, so this clock has no date.");
        return working.AtEndOf(date);
    }

    private static DueDate BeforeFace(Working working, ClockFacts facts, HolidayCalendar calendar)
    {
        if (FaceDate(working, facts) is not { } date)
            return working.Without("The order's date is not recorded yet, so this clock has no date.");
        var amount = working.Clock.Amount!.Value;
        var due = working.Clock.Unit == ClockUnit.BusinessDays
            ? working.CountBusinessDays(date, amount, -1, calendar)
            : date.PlusDays(-amount);
        working.Say($"{working.CountInWords()} before that is {Working.Show(due)}.", Counting);
        return working.AtStartOf(due);
    }

    private static LocalDate? FaceDate(Working working, ClockFacts facts)
    {
        if (!facts.FaceDates.TryGetValue(working.Clock.Field!, out var stated))
            return null;
        var date = LocalDate.FromDateOnly(stated);
        working.Say($"The order states {Working.Show(date)}.", working.Clock.Statement.Citation);
        return date;
    }

    private static string Sentence(ClockEvent from) => from switch
    {
        ClockEvent.Received => "The request was received",
        ClockEvent.OrderSigned => "The order was signed",
        ClockEvent.Released => "The disclosure was released",
        ClockEvent.Preserved => "The snapshot was taken",
        ClockEvent.HoldRenewed => "The first hold ended and was renewed",
        ClockEvent.RefusalFormSent => "Our Annex III form was sent",
        ClockEvent.AuthorityNotified => "The enforcing authority was notified",
        _ => throw new ArgumentOutOfRangeException(nameof(from), from, "No such event."),
    };

    private static string Waiting(ClockEvent from) => from switch
    {
        ClockEvent.Received => "the request has not been received",
        ClockEvent.OrderSigned => "the date of signature is not recorded",
        ClockEvent.Released => "nothing has been released",
        ClockEvent.Preserved => "no snapshot has been taken",
        ClockEvent.HoldRenewed => "the preservation has not been renewed",
        ClockEvent.RefusalFormSent => "no Annex III form has been sent",
        ClockEvent.AuthorityNotified => "no notification of the enforcing authority is recorded",
        _ => throw new ArgumentOutOfRangeException(nameof(from), from, "No such event."),
    };

    private static string Count(int amount, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}{(amount == 1 ? "" : "s")}");

    private sealed class Working(ClockRule clock, DateTimeZone zone)
    {
        private readonly ImmutableArray<DueDateStep>.Builder _steps = ImmutableArray.CreateBuilder<DueDateStep>();

        public ClockRule Clock { get; } = clock;

        public DateTimeZone Zone { get; } = zone;

        public static string Show(LocalDate date) => date.ToString("dddd d MMMM uuuu", CultureInfo.InvariantCulture);

        public void Say(string words, string citation) => _steps.Add(new DueDateStep(words, citation));

        public string Show(Instant instant)
        {
            var local = instant.InZone(Zone);
            return $"{local.ToString("d MMMM uuuu 'at' HH:mm:ss", CultureInfo.InvariantCulture)} ({Zone.Id}, UTC{local.Offset.ToString("+HH:mm", CultureInfo.InvariantCulture)})";
        }

        public string CountInWords() => Clock.Unit switch
        {
            ClockUnit.CalendarDays => Count(Clock.Amount!.Value, "calendar day"),
            ClockUnit.BusinessDays => Count(Clock.Amount!.Value, "business day"),
            ClockUnit.Months => Count(Clock.Amount!.Value, "month"),
            _ => Count(Clock.Amount!.Value, "hour"),
        };

        public LocalDate CountDays(LocalDate day, int amount)
        {
            var last = day.PlusDays(amount);
            Say($"The day of the event is not counted. {CountInWords()}, weekends and holidays included, make {Show(last)} the last day.", Counting);
            return last;
        }

        public LocalDate CountMonths(LocalDate day, int amount)
        {
            var last = day.PlusMonths(amount);
            Say($"{CountInWords()} after {Show(day)} make {Show(last)} the last day.", Counting);
            return last;
        }

        public LocalDate CountBusinessDays(LocalDate day, int amount, int direction, HolidayCalendar calendar)
        {
            var counted = 0;
            var skipped = new List<string>();
            while (counted < amount)
            {
                day = day.PlusDays(direction);
                var date = day.ToDateOnly();
                if (calendar.IsBusinessDay(date))
                    counted++;
                else if (calendar.Holiday(date) is { } holiday)
                    skipped.Add($"{Show(day)} ({holiday})");
            }

            Say("Saturdays and Sundays are not counted, nor is the day of the event.", Counting);
            if (skipped.Count > 0)
                Say($"Holidays not counted: {string.Join("; ", skipped)}.", calendar.Citation);
            Say($"{CountInWords()} make it {Show(day)}.", Counting);
            return day;
        }

        public DueDate AtEndOf(LocalDate day)
        {
            var end = Zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - Duration.FromSeconds(1);
            Say($"The last moment is the end of that day, {Show(end)}.", Counting);
            return At(end);
        }

        public DueDate AtStartOf(LocalDate day) => At(Zone.AtStartOfDay(day).ToInstant());

        public DueDate At(Instant instant) => new(instant.ToDateTimeOffset(), Clock, _steps.ToImmutable());

        public DueDate Without(string why)
        {
            Say(why, Clock.Statement.Citation);
            return new DueDate(null, Clock, _steps.ToImmutable());
        }
    }
}
