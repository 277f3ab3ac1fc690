using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>A letter in one's own words.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/write")]
public sealed class WriteController(ReviewRequestQuery requests, PreviewLetter preview, WriteToAgency send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Write(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new WriteView(of, WriteForm.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, WriteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, WriteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new WriteToAgency.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, WriteForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Write", new WriteView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
