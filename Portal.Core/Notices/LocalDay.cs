using NodaTime;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.Notices;

/// <summary>Days as the authority counts them.</summary>
internal static class LocalDay
{
    /// <summary>The day it is where the request's authority sits.</summary>
    public static DateOnly Today(LegalRequest request, DateTimeOffset now) => Of(request.Agency.Zone, now);

    /// <param name="zone">IANA.</param>
    public static DateOnly Of(string zone, DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone(zone)).Date.ToDateOnly();

    /// <summary>UTC: the start of a day in a zone.</summary>
    public static DateTimeOffset StartOf(DateOnly day, string zone) => Zone(zone).AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();

    private static DateTimeZone Zone(string id) => TimeZoneNames.Find(id) ?? throw new ArgumentException($"“{id}” is no IANA time zone.", nameof(id));
}
