using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

/// <summary>A step in the action bar.</summary>
/// <param name="Posts">It is taken with one press; otherwise a page asks what it needs.</param>
/// <param name="Css">Of the button.</param>
/// <param name="WhyNot">Why this person may not take it; null where they may.</param>
public sealed record ReviewButton(string Text, string Href, bool Posts, string Css, string? WhyNot)
{
    private static readonly RequestAction[] Forward =
    [
        RequestAction.StartIdentityCheck, RequestAction.ConfirmIdentity, RequestAction.AcceptForReview, RequestAction.ProposeScope,
        RequestAction.ApproveScope, RequestAction.EndHold, RequestAction.RouteToModeration, RequestAction.Close,
    ];

    private static readonly RequestAction[] Grave =
        [RequestAction.Reject, RequestAction.RejectAsFraud, RequestAction.RedirectToOtherEntity, RequestAction.HoldForFraud, RequestAction.SendRefusalForm, RequestAction.RefuseExecution, RequestAction.Recall];

    /// <summary>Exactly the steps the transition table gives, forward ones first. What the portal does by itself is not offered.</summary>
    public static IEnumerable<ReviewButton> Of(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return of.Actions
            .Where(a => a.Action is not (RequestAction.AllowAppeal or RequestAction.Queue or RequestAction.HoldForNotice or RequestAction.HoldForAuthority))
            .OrderBy(a => Array.IndexOf(Forward, a.Action) is >= 0 and var i ? i : Grave.Contains(a.Action) ? 200 : 100)
            .Select(a => ButtonOf(of.Request, a));
    }

    private static ReviewButton ButtonOf(LegalRequest request, ReviewAction action)
    {
        var css = Forward.Contains(action.Action) ? "button" : "button is-quiet";
        return new ReviewButton(RequestWords.Of(action.Action), HrefOf(request.Id, request.Status, action.Action), TakesOnePress(action), css, action.WhyNot);
    }

    private static bool TakesOnePress(ReviewAction action) =>
        action is { NeedsReason: false, Action: RequestAction.StartIdentityCheck or RequestAction.ConfirmIdentity or RequestAction.AcceptForReview or RequestAction.ProposeScope };

    private static string HrefOf(Guid id, RequestStatus status, RequestAction action) => action switch
    {
        _ when Core.Correspondence.RejectRequest.Handles(action) => ReviewLinks.Reject(id, action),
        RequestAction.AskAgency => ReviewLinks.Ask(id),
        RequestAction.CloseWithoutReply => ReviewLinks.CloseWithoutReply(id),
        RequestAction.ProposeScope => ReviewLinks.Propose(id),
        RequestAction.ApproveScope or RequestAction.ReturnScope => ReviewLinks.Approve(id),
        RequestAction.Recall => ReviewLinks.Recall(id),
        // What an enforcing authority's hold comes to is what that authority says.
        RequestAction.EndHold when status == RequestStatus.AuthorityHold => ReviewLinks.Authority(id),
        RequestAction.ReopenForObjection => ReviewLinks.Objection(id),
        RequestAction.RefuseExecution when status == RequestStatus.AuthorityHold => ReviewLinks.Objection(id),
        RequestAction.SendRefusalForm or RequestAction.RefuseExecution => ReviewLinks.AnnexIII(id),
        RequestAction.RouteToModeration => ReviewLinks.Moderation(id),
        RequestAction.Supersede => ReviewLinks.Supersede(id),
        _ => ReviewLinks.Step(id, action),
    };
}
