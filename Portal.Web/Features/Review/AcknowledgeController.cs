using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Tells the agency that its request has arrived.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/acknowledge")]
public sealed class AcknowledgeController(ReviewRequestQuery requests, PreviewLetter preview, AcknowledgeRequest send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Acknowledge(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new AcknowledgeView(of, AcknowledgeForm.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, AcknowledgeForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, AcknowledgeForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new AcknowledgeRequest.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The letter is sent. The clock for acknowledging has stopped.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AcknowledgeForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Acknowledge", new AcknowledgeView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
