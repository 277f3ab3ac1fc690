using System.Globalization;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.Notices;

/// <summary>What the officer writes in the request's own form about a non-disclosure order. It counts once staff have confirmed it.</summary>
public static class NonDisclosureClaim
{
    internal const string EndKey = "nonDisclosureEnd";
    internal const string CourtKey = "nonDisclosureCourt";
    internal const string LawKey = "nonDisclosureLaw";
    internal const string DocketKey = "nonDisclosureDocket";
    internal const string WishKey = "noticeWish";

    private static readonly string[] Keys = [EndKey, CourtKey, LawKey, DocketKey];

    /// <summary>What the officer wishes about notice. It is shown and delays nothing.</summary>
    public static string? WishOf(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.OrderFields.GetValueOrDefault(WishKey);
    }

    /// <summary>The order as the form states it, or null where it states none.</summary>
    public static NonDisclosureParticulars? Of(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.OrderFields.TryGetValue(EndKey, out var end)
            ? new NonDisclosureParticulars(
                request.OrderFields.GetValueOrDefault(CourtKey), null, request.OrderFields.GetValueOrDefault(LawKey), request.OrderFields.GetValueOrDefault(DocketKey),
                null, DateOnly.ParseExact(end, "yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Where one of its fields is filled, the others that the row asks for must be too.</summary>
    internal static IEnumerable<RuleViolation> Problems(LegalRequest request, LegalRule rule, DateOnly today)
    {
        var asked = rule.Fields.Where(f => Keys.Contains(f.Key) && f.Demand == FieldDemand.Optional).ToList();
        if (asked.Count == 0 || asked.All(f => !request.OrderFields.ContainsKey(f.Key))) yield break;
        foreach (var field in asked.Where(f => !request.OrderFields.ContainsKey(f.Key)))
        {
            yield return field.Key == EndKey
                ? new RuleViolation("ndo.end-missing", "Enter the last day of the non-disclosure order. An order without a last day delays nothing here: ask the court for one, at most one year ahead.", field.Key)
                : new RuleViolation("ndo.missing", $"Enter {char.ToLowerInvariant(field.Definition.Label[0])}{field.Definition.Label[1..]}, or leave every field about such an order empty. {field.Definition.Hint}.", field.Key);
        }
        if (Of(request)?.EndsOn < today)
            yield return new RuleViolation("ndo.over", "The non-disclosure order is over. Correct its last day, or leave its fields empty.", EndKey);
    }
}
