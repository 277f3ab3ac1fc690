using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Passes an order to act against content to the moderation desk.</summary>
[Needs(Permission.TriageRequest)]
[Route("review/{id:guid}/moderation")]
public sealed class ModerationController(ReviewRequestQuery requests, PreviewLetter preview, RouteToModeration send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Moderation(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new ModerationView(of, new ModerationForm(), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, ModerationForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, ModerationForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new RouteToModeration.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The order has gone to moderation and the authority is told.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, ModerationForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Moderation", new ModerationView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
