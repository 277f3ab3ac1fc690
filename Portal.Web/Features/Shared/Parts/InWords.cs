using System.Globalization;

namespace Portal.Web.Features.Shared.Parts;

/// <summary>Numbers, times and sizes as a reader says them. Always invariant English; instants always in UTC.</summary>
public static class InWords
{
    /// <summary>"1 record", "2,310 records".</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        $"{Number(count)} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>With thousands separators: 12,345.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Two units at most: "2 days 4 hours", "35 minutes", "less than a minute". The sign is ignored.</summary>
    public static string Duration(TimeSpan duration)
    {
        var span = duration.Duration();
        if (span.TotalMinutes < 1) return "less than a minute";
        if (span.TotalHours < 1) return Count(span.Minutes, "minute");
        // Rounded down: nobody plans 19 hours by the minute, nor a fortnight by the hour, and time left is never overstated.
        if (span.TotalHours < 6) return Two(span.Hours, "hour", span.Minutes, "minute");
        if (span.TotalDays < 1) return Count(span.Hours, "hour");
        return span.TotalDays < 7 ? Two(span.Days, "day", span.Hours, "hour") : Count(span.Days, "day");
    }

    /// <summary>"3 hours ago", "in 2 days 4 hours", "just now"; beyond 30 days the date.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = at - now;
        if (distance.Duration() < TimeSpan.FromMinutes(1)) return "just now";
        if (distance.Duration() > TimeSpan.FromDays(30)) return Day(at);
        return distance < TimeSpan.Zero ? $"{Duration(distance)} ago" : $"in {Duration(distance)}";
    }

    /// <summary>"27 Mar 2026", of the UTC day.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"27 March 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"27 Mar 2026, 14:05 UTC".</summary>
    public static string Exact(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The form for <c>datetime</c> attributes: 2026-03-27T14:05:00Z.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Decimal units, as file managers show them: "812 bytes", "1.4 MB".</summary>
    public static string Bytes(long bytes)
    {
        if (bytes < 1000) return Count(bytes, "byte");
        double size = bytes;
        string[] units = ["kB", "MB", "GB", "TB"];
        var unit = -1;
        while (size >= 999.95 && unit < units.Length - 1)
        {
            size /= 1000;
            unit++;
        }

        return size.ToString(size < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    private static string Two(int first, string firstUnit, int second, string secondUnit) =>
        second == 0 ? Count(first, firstUnit) : $"{Count(first, firstUnit)} {Count(second, secondUnit)}";
}
