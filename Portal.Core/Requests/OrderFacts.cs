using Portal.Core.Legal;

namespace Portal.Core.Requests;

/// <summary>What a list says of a request without loading the whole of it.</summary>
internal static class OrderFacts
{
    /// <summary>The number by which the agency knows its case, whichever of the instrument's fields holds it; the closest first.</summary>
    private static readonly string[] CaseNumberKeys = ["agencyCaseNumber", "docketNumber", "orderNumber", "firNumber", "epocReference"];

    public static string? CaseNumber(IReadOnlyDictionary<string, string> fields) =>
        CaseNumberKeys.Select(key => fields.GetValueOrDefault(key)).FirstOrDefault(value => value is not null);

    /// <summary>The instrument's name in the edition the request is judged by, or its code where the edition has ended it.</summary>
    /// <param name="on">When the request was received; now for a draft.</param>
    public static string InstrumentName(string code, string? version, DateTimeOffset on)
    {
        var day = DateOnly.FromDateTime(on.UtcDateTime);
        var book = version is null ? RuleBooks.Current(day) : RuleBooks.Version(version);
        return book.FindRule(code, day)?.Name ?? code;
    }
}
