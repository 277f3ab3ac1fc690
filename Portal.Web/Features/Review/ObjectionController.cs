using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Records what the enforcing authority objects to, and tells the issuing authority.</summary>
[Needs(Permission.RejectRequest)]
[Route("review/{id:guid}/objection")]
public sealed class ObjectionController(ReviewRequestQuery requests, PreviewLetter preview, RecordObjection send, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Objection(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new ObjectionView(of, ObjectionForm.For(of), null));
    }

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, ObjectionForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Send(Guid id, ObjectionForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => send.ExecuteAsync(new RecordObjection.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The objection is recorded and the issuing authority is told.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, ObjectionForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Objection", new ObjectionView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter));
}
