using System.Globalization;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>An instant as a clock on the wall of a zone shows it.</summary>
public static class ZoneTime
{
    /// <summary>"27 March 2026, 14:05 (America/New_York)".</summary>
    /// <param name="zone">IANA id; one that this machine does not know is answered in UTC.</param>
    public static string Words(DateTimeOffset at, string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
        ? string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(at, found):d MMMM yyyy, HH:mm} ({zone})")
        : InWords.Exact(at);
}
