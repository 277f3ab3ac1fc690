using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record PickedReasonForm
{
    public string? Code { get; init; }

    public bool Picked { get; init; }

    [Display(Name = "What is wrong in this case")]
    public string? Words { get; init; }
}

/// <summary>A reason of the form with what was typed for it.</summary>
public sealed record AnnexIIIReasonRow(int Index, EuReason Reason, PickedReasonForm Form);

public sealed record AnnexIIIPage : LetterForm
{
    /// <summary>Every reason of the edition, in its order, picked or not.</summary>
    public IReadOnlyList<PickedReasonForm>? Reasons { get; init; }

    [Display(Name = "What follows")]
    public RefusalEffect? Effect { get; init; }

    [Display(Name = "Enforcing authority that has a copy")]
    public string? EnforcingAuthority { get; init; }

    [Display(Name = "Law of the third country")]
    public string? ThirdCountryLaw { get; init; }

    [Display(Name = "Why it applies and what it forbids")]
    public string? ThirdCountryConflict { get; init; }

    [Display(Name = "What we ask the authority")]
    public string? Clarification { get; init; }

    [Display(Name = "What is kept meanwhile")]
    public string? Preserved { get; init; }

    public static AnnexIIIPage For(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return new AnnexIIIPage { EnforcingAuthority = of.Authority.Notification?.Authority ?? of.Request.OrderFields.GetValueOrDefault("enforcingAuthority") };
    }

    public RefusalFormDraft ToDraft() => new(
        [.. (Reasons ?? []).Select((r, i) => (r, i)).Where(x => x.r.Picked).Select(x => new PickedReason(x.i, x.r.Code, x.r.Words))],
        Effect, EnforcingAuthority, ThirdCountryLaw, ThirdCountryConflict, Clarification, Preserved);
}

public sealed record AnnexIIIView(ReviewRequest Of, AnnexIIIPage Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public bool IsOpen => Effects.Count > 0;

    public string WhyClosed => Of.Authority.TakesRefusalForm
        ? $"The form cannot be sent while the request is “{StaffLook.Words(Of.Request.Status)}”. If a scope waits for its second approval, return it first."
        : "Only a European Production or Preservation Order is answered by the form of Annex III.";

    public IEnumerable<AnnexIIIReasonRow> Reasons => Of.Authority.FormReasons.Select((r, i) => new AnnexIIIReasonRow(i, r, Form.Reasons?.ElementAtOrDefault(i) ?? new PickedReasonForm()));

    public IReadOnlyList<Choice> Effects =>
    [
        .. new[] { (RefusalEffect.AwaitAnswer, RequestAction.SendRefusalForm), (RefusalEffect.NonExecution, RequestAction.RefuseExecution) }
            .Where(e => Of.Request.Status != RequestStatus.AuthorityHold && Of.Can(e.Item2))
            .Select(e => new Choice(e.Item1.ToString(), AuthorityWords.Of(e.Item1), e.Item1 == RefusalEffect.AwaitAnswer ? "The form names the authority's last day to answer; its answer brings the request back to triage" : "The request ends as not executed")),
    ];

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.AnnexIII(Id), "Send the form");
}
