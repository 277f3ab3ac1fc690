using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

public sealed record StepForm
{
    [Display(Name = "Why?")]
    public string? Reason { get; init; }
}

public sealed record StepView(ReviewRequest Of, RequestAction Action, StepForm Form)
{
    /// <summary>What has no page of its own. Turning a request down is not plain: it takes a letter.</summary>
    public static bool IsPlain(RequestAction action) => MoveRequest.Handles(action) && !RejectRequest.Handles(action);

    /// <summary>The step as it stands open to this person, or null.</summary>
    public ReviewAction? Open => Of.Actions.FirstOrDefault(a => a.Action == Action && a.WhyNot is null);

    public string WhyClosed => Of.Actions.FirstOrDefault(a => a.Action == Action)?.WhyNot
        ?? $"“{RequestWords.Of(Action)}” is not open to you while the request is “{StaffLook.Words(Of.Request.Status)}”.";

    public bool NeedsReason => Open?.NeedsReason == true;

    /// <summary>What will happen, in a sentence or two.</summary>
    public string Consequence => Action switch
    {
        RequestAction.HoldForFraud => "The request stops here. Only a second person can clear the hold or reject the request as fraud. The agency sees that it is still being checked.",
        RequestAction.ClearFraudHold => "The request goes back to its identity check. A new call-back has to confirm it.",
        RequestAction.EndHold => "The approved scope is queued and the package is built.",
        RequestAction.Close => "The request is closed. The package stays recorded and can still be recalled.",
        _ => "",
    };

    public string ReasonHint => Action switch
    {
        RequestAction.HoldForFraud => "What makes you doubt it. The agency does not see it",
        _ => "A sentence that the other side may read",
    };
}
