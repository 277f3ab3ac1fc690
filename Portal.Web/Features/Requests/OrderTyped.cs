using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <summary>The order's fields as they stand in the form: whatever was typed comes back, a date as its three boxes.</summary>
public sealed record OrderTyped(IReadOnlyDictionary<string, string?> Texts, IReadOnlyDictionary<string, DateParts> Dates)
{
    public static OrderTyped Stored(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var dates = request.OrderFields
            .Where(f => f.Key != RequestLaw.IssuerKey)
            .Select(f => (f.Key, Day: DateOnly.TryParseExact(f.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null))
            .Where(f => f.Day is not null)
            .ToDictionary(f => f.Key, f => DateParts.Of(f.Day), StringComparer.Ordinal);
        return new OrderTyped(request.OrderFields.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal), dates);
    }

    public static OrderTyped Of(LegalRule rule, IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(form);
        var dates = rule.Fields.Where(f => f.Definition.Kind == FieldKind.Date).ToDictionary(
            f => f.Key,
            f => new DateParts { Day = form[$"{f.Key}.Day"], Month = form[$"{f.Key}.Month"], Year = form[$"{f.Key}.Year"] },
            StringComparer.Ordinal);
        var texts = rule.Fields.Where(f => f.Definition.Kind != FieldKind.Date).Select(f => f.Key).Append(RequestLaw.IssuerKey)
            .ToDictionary(key => key, key => (string?)form[key], StringComparer.Ordinal);
        return new OrderTyped(texts, dates);
    }

    /// <summary>As the core reads them: dates as ISO 8601, or as typed where that is no day, so that the core can say so.</summary>
    public IReadOnlyDictionary<string, string?> ToFields()
    {
        var fields = new Dictionary<string, string?>(Texts, StringComparer.Ordinal);
        foreach (var (key, parts) in Dates)
            fields[key] = parts.IsBlank ? null : parts.Read()?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? $"{parts.Day} {parts.Month} {parts.Year}";
        return fields;
    }
}
