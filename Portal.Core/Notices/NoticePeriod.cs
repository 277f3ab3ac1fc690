using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Notices;

/// <summary>How long the records wait after the account holder was told, and why that long.</summary>
/// <param name="EndsAt">UTC, the last moment of the wait; null where the law leaves no time to wait.</param>
/// <param name="LatestAt">UTC: whatever is still open, the wait ends here, because the law's clock comes first. Null where none runs.</param>
public sealed record NoticePeriod(DateTimeOffset? EndsAt, DateTimeOffset? LatestAt, ImmutableArray<DueDateStep> Steps)
{
    /// <summary>Calendar days where the rule book leaves the number to us.</summary>
    public const int UsualDays = 7;

    private const string Counting = "Our policy on counting time";
    private const string Ours = "Our policy: the law's clock comes before our notice period";

    /// <summary>What we keep in hand before the law's clock runs out: to build, to look, and to send.</summary>
    public static TimeSpan Margin { get; } = TimeSpan.FromHours(12);

    /// <summary>For the agency's eyes too.</summary>
    internal string Why => string.Create(CultureInfo.InvariantCulture, $"The account holder is told first. The records wait until {EndsAt:d MMMM yyyy HH:mm} UTC.");

    /// <param name="now">UTC, when the notice goes out.</param>
    /// <param name="respondBy">UTC; null where no clock runs.</param>
    /// <param name="zone">The authority's IANA zone.</param>
    public static NoticePeriod Of(NoticeRule rule, DateTimeOffset now, DateTimeOffset? respondBy, string zone)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var tz = TimeZoneNames.Find(zone) ?? throw new ArgumentException($"“{zone}” is no IANA time zone.", nameof(zone));
        var steps = ImmutableArray.CreateBuilder<DueDateStep>();
        var days = rule.Days ?? UsualDays;
        var told = Instant.FromDateTimeOffset(now).InZone(tz).Date;
        var last = told.PlusDays(days);
        var end = (tz.AtStartOfDay(last.PlusDays(1)).ToInstant() - Duration.FromSeconds(1)).ToDateTimeOffset();
        steps.Add(new(rule.Statement.Words, rule.Statement.Citation));
        steps.Add(new($"The account holder is told on {Day(told)}. That day is not counted; {days} calendar days make {Day(last)} the last one.", Counting));
        steps.Add(new($"The period ends with that day, {Show(end, tz)}.", Counting));
        if (respondBy is not { } due)
        {
            steps.Add(new("No clock of the law with a fixed end runs, so nothing shortens the period.", Ours));
            return new NoticePeriod(end, null, steps.ToImmutable());
        }
        var latest = due - Margin;
        steps.Add(new($"We must answer by {Show(due, tz)}. Keeping {Margin.TotalHours.ToString("0", CultureInfo.InvariantCulture)} hours in hand, the wait ends at {Show(latest, tz)} at the latest.", Ours));
        if (latest <= now)
        {
            steps.Add(new("That leaves no time to wait: the notice goes out and the records are extracted at once.", Ours));
            return new NoticePeriod(null, latest, steps.ToImmutable());
        }
        steps.Add(latest < end
            ? new($"That comes before the period's own end, so the wait ends at {Show(latest, tz)}.", Ours)
            : new("That comes after the period's own end, so nothing shortens it.", Ours));
        return new NoticePeriod(latest < end ? latest : end, latest, steps.ToImmutable());
    }

    private static string Day(LocalDate date) => date.ToString("dddd d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string Show(DateTimeOffset at, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(at).InZone(zone);
        return $"{local.ToString("d MMMM uuuu 'at' HH:mm:ss", CultureInfo.InvariantCulture)} ({zone.Id}, UTC{local.Offset.ToString("+HH:mm", CultureInfo.InvariantCulture)})";
    }
}
