using System.Globalization;
using Portal.Core.Access;

namespace Portal.Core.Notices;

/// <summary>What a non-disclosure order says of itself.</summary>
/// <param name="Law">The provision it rests on, like <c>18 U.S.C. § 2705(b)</c>.</param>
/// <param name="EndsOn">The last day on which the account holder may not be told, in the authority's zone.</param>
/// <param name="UntilFurtherOrder">It names no end, or says “until further order”: it is not accepted so.</param>
public sealed record NonDisclosureParticulars(string? Court, string? Judge, string? Law, string? Docket, DateOnly? SignedOn, DateOnly? EndsOn, bool UntilFurtherOrder = false)
{
    /// <summary>Our policy: an order that ends later is raised, not refused.</summary>
    public const int LongestYears = 1;

    private const int LongestText = 300;

    /// <summary>What is missing or wrong, each at its field.</summary>
    /// <param name="today">In the authority's zone.</param>
    /// <param name="needsSigned">The day it was signed must be known by now.</param>
    public IEnumerable<RuleViolation> Problems(DateOnly today, bool needsSigned)
    {
        if (TextProblem(Court, nameof(Court), "Enter the court that issued the non-disclosure order, as it stands on the order.") is { } court) yield return court;
        if (TextProblem(Law, nameof(Law), "Enter the law that the non-disclosure order rests on, like 18 U.S.C. § 2705(b).") is { } law) yield return law;
        if (TextProblem(Docket, nameof(Docket), "Enter the docket number of the non-disclosure order.") is { } docket) yield return docket;
        if (Judge?.Length > LongestText)
            yield return new RuleViolation("ndo.long", $"Shorten the judge's name to {LongestText} characters.", nameof(Judge));
        if (SignedOn is null && needsSigned)
            yield return new RuleViolation("ndo.signed-missing", "Enter the day on which the non-disclosure order was signed, like 27 3 2026.", nameof(SignedOn));
        if (SignedOn > today)
            yield return new RuleViolation("ndo.signed-in-future", "The non-disclosure order cannot have been signed in the future. Correct the day.", nameof(SignedOn));
        if (UntilFurtherOrder)
            yield return new RuleViolation("ndo.no-end", "An order “until further order”, or without an end, delays nothing here: we do not keep silent for ever. Ask the court for an order with a fixed last day, at most one year ahead, and upload that.", nameof(EndsOn));
        else if (EndsOn is not { } end)
            yield return new RuleViolation("ndo.end-missing", "Enter the last day of the non-disclosure order, like 27 3 2027. An order without a last day delays nothing here: ask the court for one.", nameof(EndsOn));
        else if (end < today)
            yield return new RuleViolation("ndo.over", string.Create(CultureInfo.InvariantCulture, $"The non-disclosure order ended on {end:d MMMM yyyy}. Correct the day, or upload the order that renews it."), nameof(EndsOn));
        else if (end < SignedOn)
            yield return new RuleViolation("ndo.reversed", "The non-disclosure order ends before it was signed. Correct one of the two days.", nameof(EndsOn));
    }

    /// <summary>What does not stop it but is raised; null where nothing is.</summary>
    /// <param name="from">The day it was signed or, where that is not known, the day it came, in the authority's zone.</param>
    public static string? Raised(DateOnly? endsOn, DateOnly from) =>
        endsOn > from.AddYears(LongestYears)
            ? string.Create(CultureInfo.InvariantCulture, $"The order runs until {endsOn:d MMMM yyyy}, more than one year. Our policy is one year at most: question it with the court or the agency.")
            : null;

    private static RuleViolation? TextProblem(string? text, string field, string missing) =>
        string.IsNullOrWhiteSpace(text) ? new RuleViolation("ndo.missing", missing, field)
        : text.Length > LongestText ? new RuleViolation("ndo.long", $"Shorten this to {LongestText} characters, as it stands on the order.", field)
        : null;
}
