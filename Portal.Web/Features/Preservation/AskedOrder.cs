using System.Collections.Immutable;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Preservation;

/// <summary>The fields that the rule book has an instrument's preservation say, with what was typed into them.</summary>
public sealed record AskedOrder(PreservationTerm Law, OrderTyped Typed)
{
    /// <summary>Asked for apart, of every preservation.</summary>
    private const string CaseNumberKey = "agencyCaseNumber";

    public string Name => Law.Rule.Name;

    public string Term => PreservationLook.TermOf(Law);

    public IReadOnlyList<Choice> Issuers => Law.Rule.Issuers.Length < 2 ? [] : [.. Law.Rule.Issuers.Select(i => new Choice(i.ToString(), OrderWords.Issuer(i)))];

    public OrderFieldView Issuer => new(RequestLaw.IssuerKey, FieldKind.Text, "Who issued the order?", Law.Rule.IssuerStatement.Words, false, Typed.Texts.GetValueOrDefault(RequestLaw.IssuerKey), null);

    public ImmutableArray<OrderFieldView> Fields =>
    [
        .. Law.Rule.Fields.Where(f => f.Key != CaseNumberKey).Select(f => new OrderFieldView(
            f.Key, f.Definition.Kind, f.Definition.Label,
            f.Demand == FieldDemand.WhenValidated ? $"{f.Definition.Hint}. Only if a competent authority issued the order and another validated it" : f.Definition.Hint,
            f.Demand is FieldDemand.Optional or FieldDemand.WhenValidated, Typed.Texts.GetValueOrDefault(f.Key), Typed.Dates.GetValueOrDefault(f.Key))),
    ];

    /// <returns>Null where the instrument is not one that preserves.</returns>
    public static AskedOrder? Of(string? instrument, DateOnly today, IFormCollection? typed) =>
        PreservationTerm.Find(instrument, today) is { } term ? new AskedOrder(term, OrderTyped.Of(term.Rule, typed ?? FormCollection.Empty)) : null;
}
