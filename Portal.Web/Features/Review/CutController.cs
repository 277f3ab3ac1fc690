using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Narrows a line of the order, a cut at a time, and takes cuts back.</summary>
[Needs(Permission.ProposeScope)]
[Route("review/{id:guid}/lines/{lineId}")]
public sealed class CutController(ReviewRequestQuery requests, CutLine cut, RemoveCut remove, SignedInActor actor) : Controller
{
    [HttpGet("cut")]
    public async Task<IActionResult> Cut(Guid id, string lineId, CancellationToken ct)
    {
        var view = CutView.Of(await requests.ExecuteAsync(id, "cuts", actor.Current, ct), lineId);
        return View(view with { Form = CutForm.For(view) });
    }

    [HttpPost("cut")]
    public Task<IActionResult> Cut(Guid id, string lineId, CutForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => cut.ExecuteAsync(form.ToInput(id, lineId), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"Line {lineId} is cut. Count again before you propose.");
                return LocalRedirect(ReviewLinks.Page(id) + "#scope");
            },
            () => PageAsync(id, lineId, form, ct));
    }

    [HttpPost("cuts/{index:int}/remove")]
    public Task<IActionResult> Remove(Guid id, string lineId, int index, Guid draftVersion, CancellationToken ct) => this.AttemptAsync(
        () => remove.ExecuteAsync(new RemoveCut.Input(id, lineId, index, draftVersion), actor.Current, ct),
        () =>
        {
            TempData.Say(Meaning.Good, $"A cut of line {lineId} is taken back. Count again before you propose.");
            return LocalRedirect(ReviewLinks.Cut(id, lineId));
        },
        () => PageAsync(id, lineId, new CutForm(), ct));

    private async Task<IActionResult> PageAsync(Guid id, string lineId, CutForm form, CancellationToken ct) =>
        View("Cut", CutView.Of(await requests.ExecuteAsync(id, "cuts", actor.Current, ct), lineId) with { Form = form });
}
