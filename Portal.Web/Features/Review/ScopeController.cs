using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Counts the draft of a scope, and proposes it.</summary>
[Needs(Permission.ProposeScope)]
[Route("review/{id:guid}")]
public sealed class ScopeController(ReviewRequestQuery requests, CountScopeDraft count, ProposeScopeDraft propose, SignedInActor actor) : Controller
{
    [HttpPost("count")]
    public Task<IActionResult> Count(Guid id, CancellationToken ct) => this.AttemptAsync(
        () => count.ExecuteAsync(id, actor.Current, ct),
        () => LocalRedirect(ReviewLinks.Page(id) + "#scope"),
        () => this.WorkspaceAsync(requests, id, actor.Current, ct));

    /// <param name="draftVersion">The draft as it was shown; empty where there was none.</param>
    [HttpPost("propose")]
    public Task<IActionResult> Propose(Guid id, Guid? draftVersion, CancellationToken ct) => this.AttemptAsync(
        () => propose.ExecuteAsync(new ProposeScopeDraft.Input(id, draftVersion ?? Guid.Empty), actor.Current, ct),
        () =>
        {
            TempData.Say(Meaning.Good, "The scope is proposed. A second person has to approve it.");
            return LocalRedirect(ReviewLinks.Page(id));
        },
        () => this.WorkspaceAsync(requests, id, actor.Current, ct));
}
