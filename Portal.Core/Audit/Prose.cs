using System.Globalization;
using Portal.Core.Legal;

namespace Portal.Core.Audit;

/// <summary>How events speak, so that a lawyer can read them aloud: words of people with a full stop behind them, counts, days, and law by its name.</summary>
internal static class Prose
{
    private const string Stops = ".?!…";

    private const string Closing = "”’\")";

    /// <summary>What somebody typed, ended as a sentence ends.</summary>
    public static string Ended(string words)
    {
        var trimmed = words.Trim();
        var last = trimmed.TrimEnd(Closing.ToCharArray());
        return last.Length > 0 && Stops.Contains(last[^1], StringComparison.Ordinal) ? trimmed : trimmed + ".";
    }

    /// <summary>Like <c>1 line</c> and <c>1,204 records</c>.</summary>
    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A moment, in UTC and saying so.</summary>
    public static string Utc(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:d MMMM yyyy HH:mm} UTC");

    public static string List(IEnumerable<string> parts) => string.Join(", ", parts);

    /// <summary>An instrument as people call it.</summary>
    public static string Instrument(string code) => RuleBooks.NameOf(code);

    /// <summary>A reason of the rule book's list in its own words, by the newest edition that knows it.</summary>
    public static string Reason(string code) => RuleBooks.All.Reverse().SelectMany(b => b.Reasons).FirstOrDefault(r => r.Code == code) is { } reason
        ? reason.Name.TrimEnd('.')
        : "a reason that the rule book does not list";

    /// <summary>Grounds of Art. 12 and reasons of Annex III in their own words, each in quotation marks.</summary>
    public static string EuReasons(IEnumerable<string> codes) => List(codes.Select(code =>
        RuleBooks.All.Reverse().SelectMany(b => b.Article12Grounds.Concat(b.AnnexIIIReasons)).FirstOrDefault(r => r.Code == code) is { } reason
            ? $"“{reason.Name.TrimEnd('.')}”"
            : "a reason that the rule book does not list"));
}
