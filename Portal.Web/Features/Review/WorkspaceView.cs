using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Scopes;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record WorkspaceView(ReviewRequest Of, Actor Me, NoteForm Note, CallBackForm CallBack, IReadOnlyList<ThreadItem> Letters)
{
    public ThreadView Thread => new(Id, Letters, Staff: true);

    public LegalRequest Request => Of.Request;

    public Guid Id => Request.Id;

    public RequestClock? Clock => Of.Clocks.Next;

    public bool IsMine => Request.AssignedToId == Me.PersonId;

    public bool CanAssign => !IsMine && Me.Can(Permission.TriageRequest) && !RequestTransitions.IsFinal(Request.Status);

    public bool IsOpen => !RequestTransitions.IsFinal(Request.Status);

    public bool CanCallBack => Me.Can(Permission.CheckIdentity) && Request.Status is RequestStatus.IdentityCheck or RequestStatus.FraudHold;

    public bool CanLookUp => Me.Can(Permission.TriageRequest) && Request.Status is RequestStatus.IdentityCheck or RequestStatus.Triage or RequestStatus.UnderReview;

    public bool CanCut => Of.Can(RequestAction.ProposeScope);

    public bool CanCorrespond => Me.Can(Permission.CorrespondWithAgency);

    public bool CanAcknowledge => CanCorrespond && !Of.Acknowledged && !RequestTransitions.IsFinal(Request.Status);

    public IEnumerable<ReviewButton> Buttons => ReviewButton.Of(Of);

    public IEnumerable<string> WhyNots => Buttons.Select(b => b.WhyNot).OfType<string>().Distinct();

    /// <summary>The order's fields by the sections of its certificate; one section without a title where there is no such form.</summary>
    public IEnumerable<(string? Title, IEnumerable<(string Label, string? Value)> Fields)> Sections =>
        Of.Rule.Fields.GroupBy(f => f.Section).Select(s => (s.Key, s.Select(f => (f.Definition.Label, OrderWords.Of(f.Definition.Kind, Request.OrderFields.GetValueOrDefault(f.Key))))));

    /// <summary>The proposal that waits or was approved; while there is none, the reviewer's work decides what is shown.</summary>
    public ScopeProposal? Standing => Of.Proposal is { Outcome: ProposalOutcome.Pending or ProposalOutcome.Approved } standing ? standing : null;

    public IReadOnlyList<ScopeRow> Scope => Standing is { } standing ? ScopeRows.OfProposal(Of, standing) : ScopeRows.OfDraft(Of, CanCut);

    public IReadOnlyList<LineCount> Counts => Standing is { } standing ? standing.Counts : Of.CountsAreCurrent ? Of.Draft!.Counts : [];

    public string ScopeNote =>
        Standing is { Outcome: ProposalOutcome.Approved } ? "As approved"
        : Standing is not null ? "As proposed"
        : Of.CountsAreCurrent ? "Counts are current" : "Not counted as it stands";

    public bool IsBuilding => Of.Disclosure is { ReleasedAt: null, Problem: null };

    public IReadOnlyList<Stage> Stages => Of.Disclosure is { ReleasedAt: null } package ? BuildStages.Of(BuildProgress.Of(package)) : [];

    public IEnumerable<TimelineEvent> Timeline => Of.Events.Select(e => new TimelineEvent(e.At, e.Sentence, new PersonView(e.Who, e.Role), Proof: e.Proof, Meaning: StaffLook.OfEvent(e.Name)));

    public string CallBackHint => $"Call {Request.Agency.PublishedTelephone}, the number the register holds. Never call a number that the request names.";

    public static string TargetWords(RequestTarget target) => target.Resolution switch
    {
        TargetResolution.NotAsked => "Not looked up yet",
        TargetResolution.Resolved => target.ResolvedHandle is { } handle ? $"Account {target.ResolvedId}, then @{handle}" : $"Found: {target.ResolvedId}",
        TargetResolution.Unknown => "Means nobody in the archive on these days",
        TargetResolution.Ambiguous => "Meant more than one account on these days",
        TargetResolution.IdentifiersDisagree => "The two identifiers mean different accounts",
        _ => throw new ArgumentOutOfRangeException(nameof(target)),
    };

    public static Meaning TargetLook(RequestTarget target) => target.Resolution switch
    {
        TargetResolution.NotAsked => Meaning.Neutral,
        TargetResolution.Resolved => Meaning.Good,
        _ => Meaning.ActNow,
    };

    public static string SecondWords(RequestTarget target) =>
        target.Second is not { } second ? "None given"
        : target.Resolution == TargetResolution.Resolved ? $"{second.Value} ({IdentifierWords.Of(second.Kind)}): agrees"
        : $"{second.Value} ({IdentifierWords.Of(second.Kind)})";

    public IReadOnlyList<OrderPage> PagesOf(OrderDocument document) =>
        [.. document.Pages.Select(p => new OrderPage(p.Number, ReviewLinks.Picture(Id, document.Id, p.Number), p.WidthPixels, p.HeightPixels, p.Text))];

    public static Portal.Web.Features.Shared.Parts.ScanState ScanOf(OrderDocument document) => document.Scan switch
    {
        Portal.Core.Documents.ScanState.Clean => Portal.Web.Features.Shared.Parts.ScanState.Clean,
        Portal.Core.Documents.ScanState.Refused => Portal.Web.Features.Shared.Parts.ScanState.Refused,
        _ => Portal.Web.Features.Shared.Parts.ScanState.Unscanned,
    };
}
