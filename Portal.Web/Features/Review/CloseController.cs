using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Ends a request whose question stayed without an answer.</summary>
[Needs(Permission.CloseRequest)]
[Route("review/{id:guid}/close-without-reply")]
public sealed class CloseController(ReviewRequestQuery requests, PreviewLetter preview, CloseWithoutReply send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Close(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new CloseView(of, new CloseForm(), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, CloseForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, CloseForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new CloseWithoutReply.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The request is closed and the letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, CloseForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Close", new CloseView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
