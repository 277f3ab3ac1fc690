namespace Portal.Core.Legal.Reading;

// The file as it is written. Every member may be absent here, so that the reader can name all that is missing at once.

internal sealed record HolidayDocument(
    string? Code,
    string? Name,
    IReadOnlyList<string?>? AppliesTo,
    HolidaySourceDocument? Source,
    IReadOnlyList<HolidayRuleDocument?>? Holidays);

internal sealed record HolidaySourceDocument(string? Words, string? Mark, string? Cite, string? Published, string? Url);

internal sealed record HolidayRuleDocument(
    string? Name,
    string? Rule,
    int? Month,
    int? Day,
    string? Weekday,
    int? Nth,
    int? Days,
    string? Date,
    IReadOnlyDictionary<string, int>? Moves,
    string? Substitute,
    int? From,
    int? Until,
    IReadOnlyList<int>? NotIn,
    string? Cite);
