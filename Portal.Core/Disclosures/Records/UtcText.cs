using System.Globalization;

namespace Portal.Core.Disclosures.Records;

/// <summary>Instants as the package's files write them: ISO 8601, UTC, as many decimals as the source has, like <c>2026-01-31T09:05:00.25Z</c>.</summary>
internal static class UtcText
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static string? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    /// <exception cref="FormatException">Not written that way.</exception>
    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
