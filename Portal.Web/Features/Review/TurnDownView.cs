using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

/// <summary>What every letter's form carries beside its own fields.</summary>
public abstract record LetterForm
{
    /// <summary>SHA-256 of the letter that was previewed; null before.</summary>
    public string? Seen { get; init; }
}

public sealed record TurnDownForm : LetterForm
{
    [Display(Name = "Reasons")]
    public IReadOnlyList<string>? ReasonCodes { get; init; }

    [Display(Name = "What is wrong in this case")]
    public string? Words { get; init; }

    [Display(Name = "What the agency can do")]
    public string? Mend { get; init; }

    public RejectionDraft ToDraft() => new([.. ReasonCodes ?? []], Words, Mend);
}

public sealed record TurnDownView(ReviewRequest Of, RequestAction Action, TurnDownForm Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public ReviewAction? Open => Of.Actions.FirstOrDefault(a => a.Action == Action && a.WhyNot is null);

    public string WhyClosed => new StepView(Of, Action, new StepForm()).WhyClosed;

    public IEnumerable<Choice> Reasons => Of.RefusalReasons.Select(r => new Choice(r.Code, r.Name, r.Words));

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Reject(Id, Action), $"{RequestWords.Of(Action)} and send the letter");

    public string Consequence => Action switch
    {
        RequestAction.RedirectToOtherEntity => "The request ends. The letter says that the order has to go to another company.",
        RequestAction.RejectAsFraud => "The request ends as fraud. The letter says so without saying how it was found.",
        _ => "The request ends. Nothing is disclosed, and the agency reads the reasons in the letter.",
    };
}

/// <summary>The foot of a letter's page: preview, the letter, send.</summary>
/// <param name="Href">Where the form is sent; <c>/preview</c> behind it shows the letter.</param>
public sealed record LetterPanel(LetterPreview? Letter, ReviewRequest Of, string Href, string Send);
