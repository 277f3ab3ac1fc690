using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>A court extended a clock: recorded with its document, and told to the agency.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/clocks/extend")]
public sealed class ExtendController(ReviewRequestQuery requests, PreviewLetter preview, ExtendClock extend, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Extend(Guid id, CancellationToken ct) => PageAsync(id, new ExtendForm(), null, ct);

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, ExtendForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Extend(Guid id, ExtendForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => extend.ExecuteAsync(new ExtendClock.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The clock is extended and the letter is sent.");
                return LocalRedirect(ReviewLinks.Clocks(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, ExtendForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Extend", new ExtendView(await requests.ExecuteAsync(id, "clocks", actor.Current, ct), form, letter));
}
