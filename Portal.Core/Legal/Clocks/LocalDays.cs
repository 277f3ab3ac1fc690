using NodaTime;

namespace Portal.Core.Legal.Clocks;

/// <summary>The days of a zone's calendar as moments in time, through every change of its clocks.</summary>
internal static class LocalDays
{
    /// <summary>The first moment of a local day. A day that the zone left out begins, and ends, at the change.</summary>
    public static Instant StartOf(this DateTimeZone zone, LocalDate day)
    {
        var midnight = zone.MapLocal(day.AtMidnight());
        // Where midnight was skipped, the day begins at the change; where it came twice, at the first.
        return midnight.Count > 0 ? midnight.First().ToInstant() : midnight.LateInterval.Start;
    }

    /// <summary>The first moment after a local day.</summary>
    public static Instant EndOf(this DateTimeZone zone, LocalDate day) => zone.StartOf(day.PlusDays(1));

    /// <summary>False for a day that the zone left out when it crossed the date line.</summary>
    public static bool Has(this DateTimeZone zone, LocalDate day) => zone.StartOf(day) < zone.EndOf(day);
}
