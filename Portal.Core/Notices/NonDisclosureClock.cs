using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Notices;

/// <summary>When an order raises its alarm and when it is over, by the rule book's own clocks for such orders.</summary>
/// <param name="AlarmAt">UTC, the start of that day in the authority's zone.</param>
/// <param name="EndsAt">UTC, the first moment no longer barred.</param>
/// <param name="Alarm">The calculation, step by step.</param>
/// <param name="End">The calculation, step by step.</param>
public sealed record NonDisclosureClock(DateTimeOffset AlarmAt, DateTimeOffset EndsAt, DueDate Alarm, DueDate End)
{
    /// <param name="zone">The authority's IANA zone.</param>
    /// <param name="today">Says which edition of the rule book, and which of its rows, is in effect.</param>
    public static NonDisclosureClock Of(DateOnly endsOn, string zone, DateOnly today)
    {
        // The one kind of instrument that runs an alarm: the order whose end we must not miss.
        var rule = RuleBooks.Current(today).RulesInEffect(today).Single(r => r.Clocks.Any(c => c.Kind == ClockKind.Alarm));
        var alarm = rule.Clocks.Single(c => c.Kind == ClockKind.Alarm);
        var end = rule.Clocks.Single(c => c.Kind == ClockKind.Notice);
        var facts = new ClockFacts().WithFaceDate(alarm.Field!, endsOn).WithFaceDate(end.Field!, endsOn);
        // Whole calendar days: no holiday is looked at.
        var calendar = HolidayCalendars.WeekendsOnly;
        var (alarmDue, endDue) = (alarm.DueDate(facts, zone, calendar), end.DueDate(facts, zone, calendar));
        // A day ends with its last second; the notice goes out in the next one.
        return new NonDisclosureClock(alarmDue.Instant!.Value, endDue.Instant!.Value.AddSeconds(1), alarmDue, endDue);
    }
}
