using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Asks the agency what is needed to go on.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/ask")]
public sealed class AskController(ReviewRequestQuery requests, PreviewLetter preview, AskAgency send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new AskView(of, AskForm.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, AskForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, AskForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new AskAgency.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The letter is sent. The request waits for the agency's answer.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AskForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Ask", new AskView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
