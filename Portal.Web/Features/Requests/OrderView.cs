using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

/// <param name="Optional">The request can be submitted without it, as far as is known by now.</param>
public sealed record OrderFieldView(string Key, FieldKind Kind, string Label, string Hint, bool Optional, string? Text, DateParts? Date);

public sealed record OrderView(DraftPage Page, OrderTyped Typed)
{
    public string Title => Page.NameOf(DraftStep.Order);

    public string Lead => Rule.DocumentRequired
        ? "Copy the answers from the order itself. What you leave empty is asked again before you submit."
        : "Say what you know yourself, in your own words. Your supervisor reads it before co-signing, and two of our lawyers decide by it.";

    private LegalRule Rule => Page.Draft.Rule;

    /// <summary>Who issued it; empty where the instrument knows one kind only, and there is nothing to ask.</summary>
    public IReadOnlyList<Choice> Issuers => Rule.Issuers.Length < 2 ? [] :
        [.. Rule.Issuers.Select(i => new Choice(i.ToString(), OrderWords.Issuer(i)))];

    public OrderFieldView Issuer => new(RequestLaw.IssuerKey, FieldKind.Text, "Who issued the order?", Rule.IssuerStatement.Words, false, Typed.Texts.GetValueOrDefault(RequestLaw.IssuerKey), null);

    /// <summary>The fields in groups that belong together, groups and fields in the rule book's order: an emergency begins with the danger.</summary>
    /// <remarks>An order with an official certificate is filled in by the certificate's own sections.</remarks>
    public IEnumerable<(string Title, IEnumerable<OrderFieldView> Fields)> Groups =>
        Rule.Fields.GroupBy(f => f.Section ?? GroupOf(f.Definition.Kind)).Select(g => (g.Key, g.Select(ViewOf)));

    private static string GroupOf(FieldKind kind) => kind switch
    {
        FieldKind.Date => "Dates",
        FieldKind.LongText or FieldKind.YesNo => "What it is about",
        _ => "Names and numbers",
    };

    private OrderFieldView ViewOf(RuleField field) => new(
        field.Key,
        field.Definition.Kind,
        field.Definition.Label,
        Hint(field),
        field.Demand == FieldDemand.Optional,
        Typed.Texts.GetValueOrDefault(field.Key),
        Typed.Dates.GetValueOrDefault(field.Key));

    private static string Hint(RuleField field) => field.Demand switch
    {
        FieldDemand.WhenEmergency => $"{field.Definition.Hint}. Only for an emergency",
        FieldDemand.WhenValidated => $"{field.Definition.Hint}. Only if a competent authority issued the order and another validated it",
        _ => field.Definition.Hint,
    };
}
