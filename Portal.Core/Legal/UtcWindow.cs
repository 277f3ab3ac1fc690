using System.Globalization;
using System.Text.Json.Serialization;

namespace Portal.Core.Legal;

/// <summary>A period in UTC, half-open: the start is in it, the end is not. Never empty, except as <c>default</c>, which no code makes.</summary>
public readonly record struct UtcWindow
{
    /// <exception cref="ArgumentException">An offset is not zero, or the start is not before the end.</exception>
    [JsonConstructor]
    public UtcWindow(DateTimeOffset startUtc, DateTimeOffset endUtc)
    {
        if (startUtc.Offset != TimeSpan.Zero || endUtc.Offset != TimeSpan.Zero)
            throw new ArgumentException("A window is given in UTC.");
        if (startUtc >= endUtc)
            throw new ArgumentException("A window starts before it ends.");
        StartUtc = startUtc;
        EndUtc = endUtc;
    }

    /// <summary>The first moment in the window.</summary>
    public DateTimeOffset StartUtc { get; }

    /// <summary>The first moment after the window.</summary>
    public DateTimeOffset EndUtc { get; }

    [JsonIgnore]
    public TimeSpan Duration => EndUtc - StartUtc;

    /// <summary>The length in words, such as “31 days and 1 hour”. Days are of 24 hours.</summary>
    [JsonIgnore]
    public string DurationInWords
    {
        get
        {
            var duration = Duration;
            var parts = new[]
            {
                Part(duration.Days, "day"),
                Part(duration.Hours, "hour"),
                Part(duration.Minutes, "minute"),
                Part(duration.Seconds, "second"),
            }.OfType<string>().ToList();
            return parts.Count switch
            {
                0 => "less than a second",
                1 => parts[0],
                _ => $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}",
            };
        }
    }

    public bool Contains(DateTimeOffset instant) => instant >= StartUtc && instant < EndUtc;

    public bool Contains(UtcWindow other) => other.StartUtc >= StartUtc && other.EndUtc <= EndUtc;

    /// <summary>What both windows hold, or null if they share no moment.</summary>
    public UtcWindow? Intersect(UtcWindow other)
    {
        var start = StartUtc > other.StartUtc ? StartUtc : other.StartUtc;
        var end = EndUtc < other.EndUtc ? EndUtc : other.EndUtc;
        return start < end ? new UtcWindow(start, end) : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{StartUtc:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}, {EndUtc:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'})");

    private static string? Part(int amount, string unit) =>
        amount == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{amount} {unit}{(amount == 1 ? "" : "s")}");
}
