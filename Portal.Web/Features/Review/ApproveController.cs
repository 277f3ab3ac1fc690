using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>The second person decides on a proposed scope: approves it with a fresh code, or returns it with a reason.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}")]
public sealed class ApproveController(ReviewRequestQuery requests, StepUp stepUp, ApproveScope approve, ReturnScope returned, SignedInActor actor) : Controller
{
    [HttpGet("approve")]
    public Task<IActionResult> Approve(Guid id, CancellationToken ct) => PageAsync(id, new ReturnForm(), ct);

    /// <summary>Repeats what will happen. It asks for the code before, so that the press on this page is the last.</summary>
    [HttpGet("approve/{proposalId:guid}")]
    [Needs(Permission.ApproveScope)]
    public async Task<IActionResult> Confirm(Guid id, Guid proposalId, CancellationToken ct)
    {
        var view = await ViewAsync(id, new ReturnForm(), ct);
        return await this.AttemptAsync(
            () => DemandAsync(view, proposalId, ct),
            () => View(view),
            () => PageAsync(id, new ReturnForm(), ct));
    }

    [HttpPost("approve/{proposalId:guid}")]
    [Needs(Permission.ApproveScope)]
    public async Task<IActionResult> Confirmed(Guid id, Guid proposalId, CancellationToken ct)
    {
        // A proof that ran out meanwhile is asked for again on the page before.
        if (!await stepUp.IsGrantedAsync(actor.Current, StepUp.Approve, proposalId, ct)) return LocalRedirect(ReviewLinks.ConfirmApproval(id, proposalId));
        return await this.AttemptAsync(
            () => approve.ExecuteAsync(new ApproveScope.Input(id, proposalId), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Approved and signed. Only what this scope lets out will be extracted.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, new ReturnForm(), ct));
    }

    [HttpPost("return")]
    [Needs(Permission.ApproveScope)]
    public Task<IActionResult> Return(Guid id, ReturnForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => returned.ExecuteAsync(new ReturnScope.Input(id, form.Reason), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The scope is returned to the reviewer.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task DemandAsync(ApproveView view, Guid proposalId, CancellationToken ct)
    {
        view.DemandApprovable(proposalId);
        if (!await stepUp.IsGrantedAsync(actor.Current, StepUp.Approve, proposalId, ct)) throw new StepUpRequired(StepUp.Approve, proposalId);
    }

    private async Task<IActionResult> PageAsync(Guid id, ReturnForm form, CancellationToken ct) => View("Approve", await ViewAsync(id, form, ct));

    private async Task<ApproveView> ViewAsync(Guid id, ReturnForm form, CancellationToken ct) =>
        new(await requests.ExecuteAsync(id, "approval", actor.Current, ct), actor.Current, form);
}
