using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Tells the authority what effect was given to its order to provide information.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/effect")]
public sealed class EffectController(ReviewRequestQuery requests, PreviewLetter preview, TellEffect send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Effect(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new EffectView(of, EffectForm.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, EffectForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, EffectForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new TellEffect.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The authority is told of the effect given.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, EffectForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Effect", new EffectView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
