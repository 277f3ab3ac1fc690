using System.ComponentModel.DataAnnotations;
using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record ThirdPartyForm
{
    [Display(Name = "Whose messages are disclosed?")]
    public CounterpartyDisclosure? Disclosure { get; init; }

    [Display(Name = "Reason")]
    public string? ReasonCode { get; init; }

    [Display(Name = "Why in this case, in a sentence")]
    public string? Words { get; init; }

    public DecideThirdParties.Input ToInput(Guid id, string lineId) => new(id, lineId, Disclosure, ReasonCode, Words);
}

/// <summary>A line with content, and what was decided on its counterparties.</summary>
public sealed record ThirdPartyRow(string LineId, string What, ThirdPartyDecision? Decision);

/// <summary>The decisions beside a scope, whether it is worked on, waits or is approved.</summary>
/// <param name="CanDecide">The reader works on the scope now.</param>
public sealed record ThirdPartiesView(Guid Id, IReadOnlyList<ThirdPartyRow> Rows, bool CanDecide)
{
    public static ThirdPartiesView Of(WorkspaceView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Standing is { } standing
            ? Of(view.Id, standing.Lines, standing.ThirdParties, false, view.Of)
            : Of(view.Id, view.Of.Lines, view.Of.Draft?.ThirdParties ?? [], view.CanCut, view.Of);
    }

    public static ThirdPartiesView Of(ApproveView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return Of(view.Id, view.Proposal!.Lines, view.Proposal.ThirdParties, false, view.Of);
    }

    /// <summary>An edition of the rule book that does not ask shows nothing.</summary>
    private static ThirdPartiesView Of(Guid id, IEnumerable<ScopeLine> lines, IReadOnlyList<ThirdPartyDecision> decisions, bool canDecide, ReviewRequest of) => new(
        id,
        of.CounterpartyReasons.IsEmpty
            ? []
            : [.. ThirdPartyRules.Asked(lines).Select(l => new ThirdPartyRow(l.LineId, $"{DataCategories.Name(l.Requested.Category)} of {l.TargetLabel}", decisions.FirstOrDefault(d => d.LineId == l.LineId)))],
        canDecide);
}

/// <summary>The page on which a line's counterparties are decided on.</summary>
public sealed record ThirdPartyPageView(ReviewRequest Of, ScopeLine Line, ThirdPartyForm Form)
{
    public static ThirdPartyPageView For(ReviewRequest of, string lineId, ThirdPartyForm? typed)
    {
        ArgumentNullException.ThrowIfNull(of);
        var line = of.Lines.FirstOrDefault(l => l.LineId == lineId) ?? throw new NotVisible("line");
        var kept = of.Draft?.ThirdParties.FirstOrDefault(d => d.LineId == lineId);
        return new ThirdPartyPageView(of, line, typed ?? new ThirdPartyForm
        {
            Disclosure = kept?.Disclosure ?? (line.Authorised() is { } left ? ThirdPartyRules.LeftOf(left) : null),
            ReasonCode = kept?.ReasonCode,
            Words = kept?.Words,
        });
    }

    public Guid Id => Of.Request.Id;

    public bool CanDecide => Of.Can(RequestAction.ProposeScope);

    public IEnumerable<ScopeRow> Rows => ScopeRows.OfDraft(Of, canCut: false).Where(r => r.Line == Line.LineId);

    public IEnumerable<Choice> Disclosures =>
    [
        new(nameof(CounterpartyDisclosure.Whole), ThirdPartyDecision.Of(CounterpartyDisclosure.Whole), "Both sides leave, as far as the line reaches"),
        new(nameof(CounterpartyDisclosure.SentOnly), ThirdPartyDecision.Of(CounterpartyDisclosure.SentOnly), "Goes with a cut of the line to what the account sent"),
        new(nameof(CounterpartyDisclosure.Named), ThirdPartyDecision.Of(CounterpartyDisclosure.Named), "Goes with a cut of the line to messages with accounts that you name"),
    ];

    public IEnumerable<Choice> Reasons => Of.CounterpartyReasons.Select(r =>
        new Choice(r.Code, r.Name, $"{r.Statement.Words} For: {string.Join(" or ", r.For.Select(f => ThirdPartyDecision.Of(f).ToLowerInvariant()))}."));
}
