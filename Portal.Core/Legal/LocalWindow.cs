using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace Portal.Core.Legal;

/// <summary>
/// A window as the order states it: two local times and the zone they are in. <see cref="Resolve"/> turns it into UTC, half-open.
/// </summary>
/// <remarks>
/// Where the clocks were changed: a local time that was skipped means the moment of the change, since no other moment answers
/// to it. A local time that happened twice is taken so that the window is narrower (the later start, the earlier end), because
/// only what was authorised leaves; <see cref="StartChoice"/> and <see cref="EndChoice"/> overrule that, and a note reports it.
/// </remarks>
/// <param name="Start">Local, included. The <see cref="DateTime.Kind"/> is not looked at.</param>
/// <param name="End">Local, not included: “until the end of 31 March” is 1 April at 00:00.</param>
/// <param name="Zone">IANA name, such as <c>America/New_York</c>.</param>
public sealed record LocalWindow(
    DateTime Start,
    DateTime End,
    string Zone,
    ClockChangeChoice? StartChoice = null,
    ClockChangeChoice? EndChoice = null)
{
    public const string StartField = "start";
    public const string EndField = "end";
    public const string ZoneField = "zone";

    /// <summary>Turns the window into UTC and measures it against the limits. Never throws for what a person entered.</summary>
    public WindowResolution Resolve(WindowLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (TimeZoneNames.Find(Zone) is not { } zone)
            return Blocked(UnknownZone());
        if (!OrderYears.HoldsStart(Start) || !OrderYears.HoldsEnd(End))
            return Blocked(Problem(WindowProblemKind.YearOutOfReach, OrderYears.HoldsStart(Start) ? EndField : StartField, $"Enter years between {OrderYears.Earliest} and {OrderYears.Latest}."));
        if (Start >= End)
            return Blocked(Problem(WindowProblemKind.StartNotBeforeEnd, StartField, $"The start, {Show(Start)}, is not before the end, {Show(End)}. Enter a start that comes before the end."));

        var notes = ImmutableArray.CreateBuilder<WindowNote>();
        var start = Map(zone, Start, StartField, StartChoice, ClockChangeChoice.Later, notes);
        var end = Map(zone, End, EndField, EndChoice, ClockChangeChoice.Earlier, notes);
        if (start >= end)
            return Blocked(NothingLeft(zone)) with { Notes = notes.ToImmutable() };

        var window = new UtcWindow(start.ToDateTimeOffset(), end.ToDateTimeOffset());
        var problems = ImmutableArray.CreateBuilder<WindowProblem>();
        CheckTime(window, zone, limits, problems);
        var within = CheckAuthority(window, zone, limits, problems);
        return problems.Any(p => p.Blocks)
            ? new WindowResolution(null, null, problems.ToImmutable(), notes.ToImmutable())
            : new WindowResolution(window, within, problems.ToImmutable(), notes.ToImmutable());
    }

    private static Instant Map(
        DateTimeZone zone,
        DateTime local,
        string field,
        ClockChangeChoice? chosen,
        ClockChangeChoice narrower,
        ImmutableArray<WindowNote>.Builder notes)
    {
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(local));
        if (mapping.Count == 1)
            return mapping.Single().ToInstant();
        if (mapping.Count == 0)
        {
            var change = mapping.LateInterval.Start;
            notes.Add(new WindowNote(field, $"{Show(local)} did not exist in {zone.Id}: the clocks were set forward. The {field} is taken as the moment of the change, {ShowUtc(change)}."));
            return change;
        }

        var choice = chosen ?? narrower;
        var instant = (choice == ClockChangeChoice.Earlier ? mapping.First() : mapping.Last()).ToInstant();
        var why = chosen is null ? "which makes the window narrower; choose the other if the order means that" : "as chosen";
        notes.Add(new WindowNote(field, $"{Show(local)} happened twice in {zone.Id}: the clocks were set back. The {field} is taken as the {(choice == ClockChangeChoice.Earlier ? "earlier" : "later")} of the two, {ShowUtc(instant)}, {why}."));
        return instant;
    }

    private static void CheckTime(UtcWindow window, DateTimeZone zone, WindowLimits limits, ImmutableArray<WindowProblem>.Builder problems)
    {
        if (window.EndUtc > limits.Now)
            problems.Add(Problem(WindowProblemKind.EndInFuture, EndField, $"The end, {ShowUtc(Instant.FromDateTimeOffset(window.EndUtc))}, is in the future. Enter an end no later than now; a new request can ask for what comes after."));
        if (limits.EarliestHeld is { } earliest && window.EndUtc <= DayStart(zone, earliest))
            problems.Add(Problem(WindowProblemKind.TooOld, EndField, $"Nothing is held from before {Show(earliest)}. Enter a window that reaches that day, if the order covers it."));
    }

    private static UtcWindow? CheckAuthority(UtcWindow window, DateTimeZone zone, WindowLimits limits, ImmutableArray<WindowProblem>.Builder problems)
    {
        var from = limits.AuthorityFrom is { } first ? DayStart(zone, first) : DateTimeOffset.MinValue;
        var until = limits.AuthorityTo is { } last && last < DateOnly.MaxValue ? DayStart(zone, last.AddDays(1)) : DateTimeOffset.MaxValue;
        if (window.StartUtc < from)
            problems.Add(Outruns(StartField, $"The window starts before the order's authority, which begins on {Show(limits.AuthorityFrom!.Value)}. Enter that day or a later one, or say in the request why the earlier time is covered."));
        if (window.EndUtc > until)
            problems.Add(Outruns(EndField, $"The window ends after the order's authority, whose last day is {Show(limits.AuthorityTo!.Value)}. Enter an end no later than the end of that day, or say in the request why the later time is covered."));
        return from < until ? window.Intersect(new UtcWindow(from, until)) : null;
    }

    private WindowProblem UnknownZone()
    {
        var near = TimeZoneNames.Near(Zone);
        var mend = near.IsEmpty
            ? "Choose a zone from the list, such as America/New_York or UTC."
            : $"Did you mean {string.Join(" or ", near)}?";
        return new WindowProblem(WindowProblemKind.UnknownZone, ZoneField, $"“{Zone}” is not a time zone we know. {mend}", true, near);
    }

    private WindowProblem NothingLeft(DateTimeZone zone)
    {
        var ambiguous = zone.MapLocal(LocalDateTime.FromDateTime(Start)).Count == 2 || zone.MapLocal(LocalDateTime.FromDateTime(End)).Count == 2;
        return ambiguous
            ? Problem(WindowProblemKind.AmbiguousTime, StartField, $"Between {Show(Start)} and {Show(End)} the clocks in {zone.Id} were set back, so these times happened twice. Choose the earlier or the later for the start and the end, such that the start comes first.")
            : Problem(WindowProblemKind.StartNotBeforeEnd, StartField, $"Between {Show(Start)} and {Show(End)} the clocks in {zone.Id} were set forward, so the window holds no time at all. Enter times outside the skipped hour.");
    }

    private static WindowResolution Blocked(WindowProblem problem) => new(null, null, [problem], []);

    private static WindowProblem Problem(WindowProblemKind kind, string field, string message) => new(kind, field, message, true, []);

    private static WindowProblem Outruns(string field, string message) => new(WindowProblemKind.OutrunsAuthority, field, message, false, []);

    private static DateTimeOffset DayStart(DateTimeZone zone, DateOnly day) =>
        zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToInstant().ToDateTimeOffset();

    private static string Show(DateTime local) => local.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string Show(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string ShowUtc(Instant instant) => instant.ToString("d MMMM uuuu HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
