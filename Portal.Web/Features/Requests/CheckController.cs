using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Check your answers, declare, submit; and what comes after.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}")]
public sealed class CheckController(SubmitRequest submit, MoveRequest move, DraftQuery drafts, EarlierRequestsQuery earlier, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("check")]
    public Task<IActionResult> Check(Guid id, CancellationToken ct) => PageAsync(id, new CheckForm(), ct);

    [HttpPost("check")]
    public Task<IActionResult> Check(Guid id, CheckForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => submit.ExecuteAsync(new SubmitRequest.Input(id, form.Declared), actor.Current, ct),
            () => LocalRedirect(RequestLinks.Submitted(id)),
            () => PageAsync(id, form, ct));
    }

    [HttpGet("submitted")]
    public async Task<IActionResult> Submitted(Guid id, CancellationToken ct) => View(new SubmittedView(await requests.ExecuteAsync(id, actor.Current, ct)));

    [HttpGet("discard")]
    public async Task<IActionResult> Discard(Guid id, CancellationToken ct) => View(new DraftPage(await drafts.ExecuteAsync(id, actor.Current, ct), DraftStep.Check));

    [HttpPost("discard")]
    public async Task<IActionResult> DiscardNow(Guid id, CancellationToken ct)
    {
        await move.ExecuteAsync(new MoveRequest.Input(id, RequestAction.Discard, null), actor.Current, ct);
        TempData.Say(Meaning.Good, "The draft is discarded.");
        return LocalRedirect(RequestLinks.List);
    }

    private async Task<IActionResult> PageAsync(Guid id, CheckForm form, CancellationToken ct) =>
        View(nameof(Check), new CheckView(new DraftPage(await drafts.ExecuteAsync(id, actor.Current, ct), DraftStep.Check), form, await earlier.ExecuteAsync(id, actor.Current, ct)));
}
