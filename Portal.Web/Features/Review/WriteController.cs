using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>A letter in one's own words, with what is enclosed. A file that is chosen is laid beside the letter with the next press, whichever it is.</summary>
[Needs(Permission.CorrespondWithAgency)]
[Route("review/{id:guid}/write")]
public sealed class WriteController(ReviewRequestQuery requests, PreviewLetter preview, WriteToAgency send, LayEnclosure enclosures, SignedInActor actor) : Controller
{
    private const int LongestForm = AttachOrder.LongestDocument + (256 * 1024);

    [HttpGet("")]
    public async Task<IActionResult> Write(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "letter", actor.Current, ct);
        return View(new WriteView(of, WriteForm.For(of), null, await enclosures.ListAsync(id, actor.Current, ct)));
    }

    [HttpPost("preview")]
    [RequestSizeLimit(LongestForm)]
    public Task<IActionResult> Preview(Guid id, WriteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            async () =>
            {
                await LayAsync(id, form, ct);
                return await preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct);
            },
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    [RequestSizeLimit(LongestForm)]
    public Task<IActionResult> Send(Guid id, WriteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            async () =>
            {
                await LayAsync(id, form, ct);
                await send.ExecuteAsync(new WriteToAgency.Input(id, form.ToDraft(), form.Seen), actor.Current, ct);
            },
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("enclosures/{documentId:guid}/remove")]
    [RequestSizeLimit(LongestForm)]
    public Task<IActionResult> TakeAway(Guid id, Guid documentId, WriteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        IActionResult? shown = null;
        return this.AttemptAsync(
            async () =>
            {
                await enclosures.TakeAwayAsync(id, documentId, actor.Current, ct);
                shown = await PageAsync(id, form, null, ct);
            },
            () => shown!,
            () => PageAsync(id, form, null, ct));
    }

    private async Task LayAsync(Guid id, WriteForm form, CancellationToken ct)
    {
        if (form.File is not { } file) return;
        await using var content = file.OpenReadStream();
        await enclosures.ExecuteAsync(new LayEnclosure.Input(id, new UploadedPdf(file.FileName, content)), actor.Current, ct);
    }

    private async Task<IActionResult> PageAsync(Guid id, WriteForm form, LetterPreview? letter, CancellationToken ct) =>
        View("Write", new WriteView(await requests.ExecuteAsync(id, "letter", actor.Current, ct), form, letter, await enclosures.ListAsync(id, actor.Current, ct)));
}
