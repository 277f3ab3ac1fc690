using System.Globalization;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>What fields of a fixed kind offer.</summary>
internal static class FixedChoices
{
    /// <summary>As the rule book stores a yes or no.</summary>
    public static IReadOnlyList<Choice> YesNo { get; } = [new("yes", "Yes"), new("no", "No")];

    /// <summary>ISO 3166-1 alpha-2 codes by their English names.</summary>
    public static IReadOnlyList<Choice> Countries { get; } =
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName.Length == 2 && r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))
            .DistinctBy(r => r.TwoLetterISORegionName)
            .OrderBy(r => r.EnglishName, StringComparer.Ordinal)
            .Select(r => new Choice(r.TwoLetterISORegionName, r.EnglishName)),
    ];
}
