using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace Portal.Core.Legal;

/// <summary>
/// IANA zone names as people enter them. Abbreviations such as EST are refused although the IANA files hold them: a person who
/// writes EST in July means New York in summer, and the file means a zone without summer time.
/// </summary>
public static class TimeZoneNames
{
    private static readonly ImmutableDictionary<string, string[]> Meant = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["EST"] = ["America/New_York"],
        ["EDT"] = ["America/New_York"],
        ["ET"] = ["America/New_York"],
        ["Eastern"] = ["America/New_York"],
        ["CST"] = ["America/Chicago"],
        ["CDT"] = ["America/Chicago"],
        ["CT"] = ["America/Chicago"],
        ["Central"] = ["America/Chicago"],
        ["MST"] = ["America/Denver", "America/Phoenix"],
        ["MDT"] = ["America/Denver"],
        ["MT"] = ["America/Denver"],
        ["Mountain"] = ["America/Denver"],
        ["PST"] = ["America/Los_Angeles"],
        ["PDT"] = ["America/Los_Angeles"],
        ["PT"] = ["America/Los_Angeles"],
        ["Pacific"] = ["America/Los_Angeles"],
        ["GMT"] = ["Europe/London", "UTC"],
        ["BST"] = ["Europe/London"],
        ["CET"] = ["Europe/Berlin", "Europe/Paris"],
        ["CEST"] = ["Europe/Berlin", "Europe/Paris"],
        ["IST"] = ["Asia/Kolkata"],
        ["Z"] = ["UTC"],
        ["Zulu"] = ["UTC"],
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every zone a person may choose, sorted: UTC and the region/city names.</summary>
    public static ImmutableArray<string> All { get; } =
        [.. DateTimeZoneProviders.Tzdb.Ids.Where(IsOffered).Order(StringComparer.Ordinal)];

    /// <summary>Whether the name is accepted. Exact in case.</summary>
    public static bool IsKnown(string? zoneId) => Find(zoneId) is not null;

    /// <summary>At most five names that are probably meant, the likeliest first; empty if nothing comes near.</summary>
    public static ImmutableArray<string> Near(string? entered)
    {
        var text = (entered ?? "").Trim().Replace(' ', '_');
        if (text.Length == 0)
            return [];
        if (Meant.TryGetValue(text, out var meant))
            return [.. meant];
        if (TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.TryGetValue(text.Replace('_', ' '), out var fromWindows))
            return [fromWindows];

        return
        [
            .. All.Select(id => (Id: id, Distance: Distance(text, id)))
                .Where(x => x.Distance <= Math.Max(2, text.Length / 4))
                .OrderBy(x => x.Distance).ThenBy(x => x.Id, StringComparer.Ordinal)
                .Take(5)
                .Select(x => x.Id),
        ];
    }

    internal static DateTimeZone? Find(string? zoneId) =>
        zoneId is not null && IsOffered(zoneId) ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) : null;

    private static bool IsOffered(string id) =>
        id == "UTC" || (id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal));

    /// <summary>The fewest edits from what was entered to the name, or to its city alone.</summary>
    private static int Distance(string entered, string id)
    {
        var city = id[(id.LastIndexOf('/') + 1)..];
        return Math.Min(Edits(entered, id), Edits(entered, city));
    }

    private static int Edits(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[^1];
    }
}
