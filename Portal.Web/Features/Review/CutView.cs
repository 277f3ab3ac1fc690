using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record CutForm
{
    [Display(Name = "Cut the line")]
    public CutKind? Kind { get; init; }

    [Display(Name = "From")]
    public string? LocalStart { get; init; }

    [Display(Name = "Until")]
    public string? LocalEnd { get; init; }

    [Display(Name = "Time zone of these times")]
    public string? Zone { get; init; }

    [Display(Name = "What stays")]
    public Direction? Direction { get; init; }

    [Display(Name = "The accounts are named by")]
    public IdentifierKind? CounterpartyKind { get; init; }

    [Display(Name = "Accounts")]
    public string? Counterparties { get; init; }

    [Display(Name = "Conversation")]
    public string? Conversation { get; init; }

    [Display(Name = "Reason")]
    public string? ReasonCode { get; init; }

    [Display(Name = "Why, in a sentence")]
    public string? Note { get; init; }

    /// <summary>The window stands filled in as the order states it, to be shortened.</summary>
    public static CutForm For(CutView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new CutForm { LocalStart = view.Line.LocalStart, LocalEnd = view.Line.LocalEnd, Zone = view.Line.Zone, CounterpartyKind = IdentifierKind.Handle };
    }

    public CutLine.Input ToInput(Guid requestId, string lineId) =>
        new(requestId, lineId, Kind, ReasonCode, Note, LocalStart, LocalEnd, Zone, Direction, CounterpartyKind, Counterparties, Conversation);
}

/// <summary>A line with its cuts, and the form for one more.</summary>
public sealed record CutView(ReviewRequest Request, RequestedLine Line, CutForm Form)
{
    /// <exception cref="NotVisible">The request has no such line.</exception>
    public static CutView Of(ReviewRequest request, string lineId)
    {
        ArgumentNullException.ThrowIfNull(request);
        var line = request.Request.Lines.FirstOrDefault(l => l.LineId == lineId) ?? throw new NotVisible("line");
        return new CutView(request, line, new CutForm());
    }

    public Guid Id => Request.Request.Id;

    public RequestTarget Target => Request.Request.Targets.Single(t => t.Id == Line.TargetId);

    public IEnumerable<ScopeRow> Rows => ScopeRows.OfDraft(Request, canCut: false).Where(r => r.Line == Line.LineId);

    public bool CanCut => Request.Can(RequestAction.ProposeScope);

    public Guid? DraftVersion => Request.Draft?.Version;

    public IEnumerable<(int Index, string What, string Reason, string Note)> Cuts
    {
        get
        {
            var labels = Request.Draft?.Labels ?? ImmutableSortedDictionary<string, string>.Empty;
            return (Request.Draft?.CutsOf(Line.LineId) ?? []).Select((cut, i) => (i, CutWords.Of(cut, labels), ScopeRows.ReasonName(Request, cut.ReasonCode), cut.Note));
        }
    }

    /// <summary>A conversation named as a whole has no direction, and is one conversation already.</summary>
    public IEnumerable<Choice> Kinds => Enum.GetValues<CutKind>()
        .Where(kind => !Target.IsConversation || kind is not (CutKind.Direction or CutKind.Conversation))
        .Select(kind => new Choice(kind.ToString(), CutWords.Of(kind)));

    public IEnumerable<Choice> Reasons => Request.CutReasons.Select(r => new Choice(r.Code, r.Name, r.Words));

    public static IReadOnlyList<Choice> Directions { get; } =
        [new(nameof(Direction.Sent), LineWords.Of(Direction.Sent)), new(nameof(Direction.Received), LineWords.Of(Direction.Received))];

    public static IReadOnlyList<Choice> AccountKinds => TargetChoices.SecondKinds;
}
