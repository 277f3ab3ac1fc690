using System.Collections.Immutable;
using NodaTime;

namespace Portal.Core.Legal.Clocks;

/// <summary>
/// Works out when a clock runs out, in the authority's zone and calendar. Days begin on the day after the event and end with
/// the last second of the last one. A period of calendar days that ends on a weekend is not prolonged: being early is never late.
/// </summary>
/// <remarks>
/// A clock that may pause stands still while an answer is awaited. Of hours, the time awaited is left out; of days, every local
/// day at whose end the answer was still awaited. So a clock never runs out while it stands still, and a pause never moves a
/// date earlier. An extension counts where it is later than the law's own date.
/// </remarks>
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
        var working = new Working(clock, facts, zone, calendar);
        working.Say(clock.Statement.Words, clock.Statement.Citation);

        var due = clock.Term switch
        {
            ClockTerm.After => working.After(),
            ClockTerm.AtOnce => working.AtOnce(),
            ClockTerm.OnFace => working.OnFace(),
            ClockTerm.BeforeFace => working.BeforeFace(),
            _ => working.Without("The law names no fixed time, so this clock has no date."),
        };
        return working.Extended(due);
    }

    private sealed class Working(ClockRule clock, ClockFacts facts, DateTimeZone zone, HolidayCalendar calendar)
    {
        private readonly List<DueDateStep> _steps = [];

        public void Say(string words, string citation) => _steps.Add(new DueDateStep(words, citation));

        public DueDate After()
        {
            if (Start() is not { } happened) return NotStarted();
            Say($"{ClockWords.Happened(clock.From!.Value)} on {Show(happened)}.", clock.Statement.Citation);
            ImmutableArray<ClockPause> pauses = clock.CanPause ? [.. facts.PausesInOrder().Where(p => p.Until >= happened)] : [];
            var due = clock.Unit == ClockUnit.Hours ? Hours(happened, pauses) : Days(happened, pauses);
            if (!clock.CanPause || facts.Pauses.FirstOrDefault(p => p.Until is null) is not { } open) return due;

            // It stands still now if it had not run out by the time we asked.
            var closed = facts with { Pauses = facts.Pauses.RemoveAll(p => p.Until is null) };
            var otherwise = new Working(clock, closed, zone, calendar).After().Instant!.Value;
            var since = open.From > happened ? open.From : happened;
            return since <= otherwise ? due with { PausedSince = since, Left = otherwise - since } : due;
        }

        public DueDate AtOnce()
        {
            if (Start() is not { } at) return NotStarted();
            Say($"{ClockWords.Happened(clock.From!.Value)} on {Show(at)}, and the duty falls due at the same moment.", clock.Statement.Citation);
            return At(Instant.FromDateTimeOffset(at)) with { Started = at };
        }

        public DueDate OnFace() => FaceDate() is { } date ? AtEndOf(date) : Unstated();

        public DueDate BeforeFace()
        {
            if (FaceDate() is not { } date) return Unstated();
            var count = new DayCount(zone, [], clock.Unit == ClockUnit.BusinessDays ? calendar : null);
            var due = count.From(date, clock.Amount!.Value, direction: -1);
            SayHolidays(count);
            Say($"{ClockWords.Amount(clock)} before that is {ClockWords.Show(due)}.", Counting);
            return At(zone.StartOf(due)) with { Skipped = count.Skipped };
        }

        public DueDate Extended(DueDate due)
        {
            if (due.Instant is not { } own || !clock.Extendable) return due;
            foreach (var extension in facts.Extensions.OrderBy(e => e.Until))
            {
                var until = Show(extension.Until);
                if (extension.Until <= due.Instant)
                {
                    Say($"{extension.By} granted time until {until} ({extension.Finding}). The date above is later and stays.", clock.Statement.Citation);
                    continue;
                }
                Say($"{extension.By} extended the time to {until} ({extension.Finding}).", clock.Statement.Citation);
                due = due with { Instant = extension.Until, Extension = extension };
            }
            // A date that a court has set does not wait for an answer.
            if (due.Instant > own) due = due with { PausedSince = null, Left = null };
            return due with { Steps = [.. _steps] };
        }

        public DueDate Without(string why)
        {
            Say(why, clock.Statement.Citation);
            return new DueDate(null, clock, [.. _steps]);
        }

        private DueDate Hours(DateTimeOffset start, ImmutableArray<ClockPause> pauses)
        {
            var left = TimeSpan.FromHours(clock.Amount!.Value);
            var from = start;
            var counted = new List<ClockPause>();
            foreach (var pause in pauses)
            {
                var stopped = pause.From > from ? pause.From : from;
                // Asked after the time had run out: nothing was left to stand still.
                if (stopped - from > left) break;
                left -= stopped - from;
                from = pause.Until!.Value;
                counted.Add(pause with { From = stopped });
                SayPause(pause with { From = stopped }, $"{ClockWords.Span(from - stopped)} are left out");
            }
            var end = from + left;
            var without = counted.Count > 0 ? ", without the time in which the clock stood still," : "";
            Say($"{ClockWords.Amount(clock)} of elapsed time, weekends and holidays included,{without} end at {Show(end)}.", Counting);
            return At(Instant.FromDateTimeOffset(end)) with { Started = start, Pauses = [.. counted] };
        }

        private DueDate Days(DateTimeOffset start, ImmutableArray<ClockPause> pauses)
        {
            var happened = Instant.FromDateTimeOffset(start).InZone(zone).Date;
            var count = new DayCount(zone, pauses, clock.Unit == ClockUnit.BusinessDays ? calendar : null);
            var day = count.Deemed(happened);
            if (day != happened) Say($"{ClockWords.Show(happened)} is no business day: it counts as having happened on {ClockWords.Show(day)}.", Counting);
            var last = count.From(day, AmountInDays(day));
            var end = zone.EndOf(last).ToDateTimeOffset();
            ImmutableArray<ClockPause> counted = [.. pauses.Where(p => p.From < end)];

            Say(clock.Unit switch
            {
                ClockUnit.CalendarDays => "The day of the event is not counted. Weekends and holidays are.",
                ClockUnit.BusinessDays => "Saturdays and Sundays are not counted, nor is the day of the event.",
                _ => "A month ends on the day of the same number, or on the last day of a shorter month.",
            }, Counting);
            SayHolidays(count);
            foreach (var pause in counted)
                SayPause(pause, $"{ClockWords.Count(count.Paused.GetValueOrDefault(pause), "day")} at whose end we still waited {(count.Paused.GetValueOrDefault(pause) == 1 ? "is" : "are")} not counted");
            Say($"{ClockWords.Amount(clock)} after {ClockWords.Show(day)} make {ClockWords.Show(last)} the last day.", Counting);
            return AtEndOf(last) with { Started = start, Pauses = counted, Skipped = count.Skipped };
        }

        private int AmountInDays(LocalDate day)
        {
            var amount = clock.Amount!.Value;
            if (clock.Unit != ClockUnit.Months) return amount;
            var end = day.PlusMonths(amount);
            return Enumerable.Range(1, Period.DaysBetween(day, end)).Count(i => zone.Has(day.PlusDays(i)));
        }

        private void SayPause(ClockPause pause, string effect)
        {
            var open = facts.Pauses.Any(p => p.Until is null && p.From <= pause.Until && pause.Until == (facts.AsOf ?? p.From));
            var until = open ? $"and the answer has not come; at {Show(pause.Until!.Value)}" : $"until the answer came on {Show(pause.Until!.Value)}:";
            Say($"The clock stood still from {Show(pause.From)}, when we asked “{ClockWords.Gist(pause.Why)}”, {until} {effect}.", clock.Pause!.Citation);
        }

        private void SayHolidays(DayCount count)
        {
            if (clock.Unit != ClockUnit.BusinessDays) return;
            foreach (var law in count.Skipped.GroupBy(h => h.Citation))
                Say($"Holidays not counted: {string.Join("; ", law.Select(h => $"{ClockWords.Show(LocalDate.FromDateOnly(h.Day))} ({h.Name})"))}.", law.Key);
            Say($"Holidays are those of the calendar “{calendar.Name}”{(ConfidenceMarks.MustBeShown(calendar.Source.Mark) ? $" ({ConfidenceMarks.Label(calendar.Source.Mark).ToLowerInvariant()})" : "")}.", calendar.Source.Citation);
        }

        private LocalDate? FaceDate()
        {
            if (!facts.FaceDates.TryGetValue(clock.Field!, out var stated)) return null;
            var date = LocalDate.FromDateOnly(stated);
            Say($"The order states {ClockWords.Show(date)}.", clock.Statement.Citation);
            return date;
        }

        private DateTimeOffset? Start() => facts.Events.TryGetValue(clock.From!.Value, out var happened) ? happened : null;

        private DueDate NotStarted() => Without($"The clock has not started: {ClockWords.Waiting(clock.From!.Value)}.");

        private DueDate Unstated() => Without("The order's date is not recorded yet, so this clock has no date.");

        private DueDate AtEndOf(LocalDate day)
        {
            var end = zone.EndOf(day) - Duration.FromSeconds(1);
            Say($"The last moment is the end of that day, {ClockWords.Show(end, zone)}.", Counting);
            return At(end);
        }

        private DueDate At(Instant instant) => new(instant.ToDateTimeOffset(), clock, [.. _steps]);

        private string Show(DateTimeOffset at) => ClockWords.Show(at, zone);
    }
}
