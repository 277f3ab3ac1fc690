using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record AppealDecisionForm : LetterForm
{
    [Display(Name = "What do you decide?")]
    public bool? Allowed { get; init; }

    [Display(Name = "Why")]
    public string? Words { get; init; }

    public AppealDecisionDraft ToDraft() => new(Allowed, Words);
}

/// <param name="TookPart">The reader took part in the decision that is appealed, and cannot decide.</param>
public sealed record AppealDecisionView(ReviewRequest Of, bool TookPart, AppealDecisionForm Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public Appeal? Appeal => Of.Appeal;

    public bool IsOpen => Appeal?.Outcome == AppealOutcome.Pending && !TookPart;

    public string WhyClosed => TookPart
        ? "You took part in the decision that is appealed. A colleague who did not has to decide."
        : "No appeal waits for a decision on this request.";

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.AppealDecision(Id), "Decide and send the letter");

    public static IReadOnlyList<Choice> Choices { get; } =
    [
        new("false", "The decision stands", "The request stays ended"),
        new("true", "The appeal is allowed", "The request goes back to where it was refused, and is looked at anew"),
    ];
}
