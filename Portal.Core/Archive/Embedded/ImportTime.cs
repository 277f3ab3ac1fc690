using System.Globalization;
using System.Text.Json;

namespace Portal.Core.Archive.Embedded;

/// <summary>Reads times of import files: ISO 8601 with a zone. A time without one is not guessed at.</summary>
internal static class ImportTime
{
    // Year 1 and 1970-01-01 are what a missing time turns into on its way through other programs.
    private static readonly long Earliest = new DateTimeOffset(1971, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;
    private static readonly long Latest = new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    private const int LongestTime = 128;

    private static readonly string[] Spaced = ["yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK"];

    /// <summary>UTC ticks, or null where the value is null.</summary>
    /// <exception cref="UnusableRowException">No usable time.</exception>
    public static long? Read(ref Utf8JsonReader json, string field)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.String) throw Unusable(field, "is not an ISO 8601 time");
        if (json.ValueSpan.Length > LongestTime) throw Unusable(field, "is not an ISO 8601 time");
        // Writers that escape for HTML turn the + of an offset into \u002B.
        Span<byte> text = stackalloc byte[LongestTime];
        text = text[..json.CopyString(text)];
        if (!HasZone(text)) throw Unusable(field, text.IsEmpty ? "is empty" : "is no ISO 8601 time with a zone");
        if (!json.TryGetDateTimeOffset(out var time)
            && !DateTimeOffset.TryParseExact(json.GetString(), Spaced, CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
            throw Unusable(field, "is not an ISO 8601 time");
        return time.UtcTicks >= Earliest && time.UtcTicks < Latest ? time.UtcTicks : throw Unusable(field, "lies outside the years 1971 to 2100");
    }

    private static bool HasZone(ReadOnlySpan<byte> text) =>
        text.Length > 10 && (text[^1] is (byte)'Z' || text[^6] is (byte)'+' or (byte)'-' && text[^3] is (byte)':' && text.Contains((byte)':'));

    private static UnusableRowException Unusable(string field, string what) => new(QuarantineReason.UnusableTime, $"{field} {what}");
}
