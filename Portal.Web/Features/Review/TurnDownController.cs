using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Turns a request down: reasons, letter as it will go, then the press that sends it.</summary>
[Needs(Permission.RejectRequest)]
[Route("review/{id:guid}/turn-down/{step}")]
public sealed class TurnDownController(ReviewRequestQuery requests, PreviewLetter preview, RejectRequest reject, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> TurnDown(Guid id, RequestAction step, CancellationToken ct) => PageAsync(id, step, new TurnDownForm(), null, ct);

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, RequestAction step, TurnDownForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, step, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, RequestAction step, TurnDownForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => reject.ExecuteAsync(new RejectRequest.Input(id, step, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"{RequestWords.Done(step)}. The letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, step, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, RequestAction step, TurnDownForm form, LetterPreview? letter, CancellationToken ct)
    {
        if (!RejectRequest.Handles(step)) throw new NotVisible("step of this name");
        return View("TurnDown", new TurnDownView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), step, form, letter));
    }
}
