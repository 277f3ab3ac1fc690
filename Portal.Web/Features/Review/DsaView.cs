using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record ModerationForm : LetterForm
{
    [Display(Name = "Anything to add")]
    public string? Remark { get; init; }

    public ReferralDraft ToDraft() => new(Remark);
}

public sealed record ModerationView(ReviewRequest Of, ModerationForm Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public bool IsOpen => Of.Can(RequestAction.RouteToModeration);

    public string WhyClosed => Of.Authority.Referral is not null ? "The order has gone to moderation already."
        : Of.Authority.IsRoutedToModeration ? $"The order goes to moderation once its origin is confirmed. It is “{StaffLook.Words(Of.Request.Status)}” now."
        : "Only an order to act against illegal content goes to moderation.";

    public string? Url => Of.Request.OrderFields.GetValueOrDefault("exactUrl");

    public string? LegalBasis => Of.Request.OrderFields.GetValueOrDefault("legalProvision");

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Moderation(Id), "Pass to moderation and send the letter");
}

public sealed record EffectForm : LetterForm
{
    [Display(Name = "Effect given")]
    public EffectGiven? Effect { get; init; }

    [Display(Name = "What was provided, or why nothing was")]
    public string? Words { get; init; }

    /// <summary>Where only one effect fits what was decided, it is chosen.</summary>
    public static EffectForm For(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return new EffectForm { Effect = EffectWords.Possible(of.Request.Status).ToList() is [var only] ? only : null };
    }

    public EffectDraft ToDraft() => new(Effect, Words);
}

public sealed record EffectView(ReviewRequest Of, EffectForm Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public bool IsOpen => Of.Authority.EffectDue;

    public string WhyClosed => "The letter is sent once, under an order to provide information of the Digital Services Act, when the information is released or the order refused.";

    public IEnumerable<Choice> Effects => EffectWords.Possible(Of.Request.Status).Select(e => new Choice(e.ToString(), EffectWords.Of(e)));

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Effect(Id), "Send the letter");
}
