using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>What a draft is to an earlier request of the agency that asks for the same.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/earlier/{earlierId:guid}")]
public sealed class EarlierController(StateEarlier state, EarlierRequestsQuery earlier, DraftQuery drafts, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Earlier(Guid id, Guid earlierId, CancellationToken ct) => PageAsync(id, earlierId, new EarlierForm(), ct);

    [HttpPost("")]
    public Task<IActionResult> Earlier(Guid id, Guid earlierId, EarlierForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Replaces is null) ModelState.AddModelError(nameof(form.Replaces), "Choose what this request is to the earlier one.");
        return this.AttemptAsync(
            () => state.ExecuteAsync(form.ToInput(id, earlierId), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Saved. Our legal staff see it with your request.");
                return LocalRedirect(RequestLinks.Check(id));
            },
            () => PageAsync(id, earlierId, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, Guid earlierId, EarlierForm form, CancellationToken ct)
    {
        var draft = await drafts.ExecuteAsync(id, actor.Current, ct);
        var found = (await earlier.ExecuteAsync(id, actor.Current, ct)).Found.FirstOrDefault(e => e.Id == earlierId) ?? throw new NotVisible("earlier request");
        return View(nameof(Earlier), new EarlierPageView(id, draft.Request.Title, found, form));
    }
}
