using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>The form of Annex III: reasons, preview, then the press that sends it.</summary>
[Needs(Permission.RejectRequest)]
[Route("review/{id:guid}/annex-iii")]
public sealed class AnnexIIIController(ReviewRequestQuery requests, PreviewLetter preview, SendRefusalForm send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> AnnexIII(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new AnnexIIIView(of, AnnexIIIPage.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, AnnexIIIPage form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, AnnexIIIPage form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new SendRefusalForm.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The form is sent and kept on the request.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AnnexIIIPage form, LetterPreview? letter, CancellationToken ct) =>
        View("AnnexIII", new AnnexIIIView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
