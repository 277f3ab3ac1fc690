using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Takes a released package back. It cannot be undone, so the reference has to be typed.</summary>
[Needs(Permission.RecallPackage)]
[Route("review/{id:guid}/recall")]
public sealed class RecallController(ReviewRequestQuery requests, RecallPackage recall, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Recall(Guid id, CancellationToken ct) => PageAsync(id, new RecallForm(), ct);

    [HttpPost("")]
    public async Task<IActionResult> Recall(Guid id, RecallForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var of = await requests.ExecuteAsync(id, "recall", actor.Current, ct);
        form.Check(of.Request.Reference!, ModelState);
        return await this.AttemptAsync(
            () => recall.ExecuteAsync(new RecallPackage.Input(of.Disclosure?.Id ?? throw new NotVisible("package"), form.Reason ?? ""), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The package is recalled. It is offered no longer, and an incident is open.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, RecallForm form, CancellationToken ct) =>
        View("Recall", new RecallView(await requests.ExecuteAsync(id, "recall", actor.Current, ct), form));
}
