using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record CheckForm
{
    [Display(Name = "I declare that this request is true and complete, and that I make it in the course of my duty")]
    public bool Declared { get; init; }
}

public sealed record CheckView(DraftPage Page, CheckForm Form, EarlierRequests Earlier)
{
    public LegalRequest Request => Page.Draft.Request;

    public IEnumerable<RequestedLine> Lines => Request.Lines.OrderBy(l => l.Number);

    public string? Issuer => Request.OrderFields.TryGetValue(RequestLaw.IssuerKey, out var stored) ? OrderWords.Issuer(Enum.Parse<IssuerKind>(stored)) : null;

    public bool AsksIssuer => Page.Draft.Rule.Issuers.Length > 1;

    /// <summary>The order's fields with what was entered, in words, by the sections of its certificate where it has one.</summary>
    public IEnumerable<(string? Title, IEnumerable<(string Key, string Label, string? Value)> Fields)> Sections =>
        Page.Draft.Rule.Fields.GroupBy(f => f.Section)
            .Select(s => (s.Key, s.Select(f => (f.Key, f.Definition.Label, OrderWords.Of(f.Definition.Kind, Request.OrderFields.GetValueOrDefault(f.Key))))));
}

/// <summary>Stored answers in words.</summary>
internal static class OrderWords
{
    public static string Issuer(IssuerKind kind)
    {
        var words = IssuerKinds.Name(kind);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string? Of(FieldKind kind, string? stored) => (kind, stored) switch
    {
        (_, null) => null,
        (FieldKind.Date, _) when DateOnly.TryParseExact(stored, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => InWords.Day(day),
        (FieldKind.YesNo, "yes") => "Yes",
        (FieldKind.YesNo, "no") => "No",
        (FieldKind.Country, _) => FixedChoices.Countries.FirstOrDefault(c => c.Value == stored)?.Text ?? stored,
        _ => stored,
    };
}

public sealed record SubmittedView(AgencyRequest Of);
