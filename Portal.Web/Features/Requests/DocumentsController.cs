using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>The order and what belongs to it, as PDF. People look at pictures of the pages, never at the file.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/documents")]
public sealed class DocumentsController(AttachOrder attach, RemoveDocument remove, OpenDocumentPage open, DraftQuery drafts, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Documents(Guid id, CancellationToken ct) => await PageAsync(id, ct);

    [HttpPost("")]
    [RequestSizeLimit(AttachOrder.LongestDocument + 64 * 1024)]
    public async Task<IActionResult> Documents(Guid id, DocumentForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        await using var file = form.File?.OpenReadStream();
        return await this.AttemptAsync(
            () => attach.ExecuteAsync(new AttachOrder.Input(id, form.File!.FileName, file!), actor.Current, ct),
            () => LocalRedirect(RequestLinks.Documents(id)),
            () => PageAsync(id, ct));
    }

    [HttpPost("{documentId:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid documentId, CancellationToken ct) => this.AttemptAsync(
        () => remove.ExecuteAsync(id, documentId, actor.Current, ct),
        () => LocalRedirect(RequestLinks.Documents(id)),
        () => PageAsync(id, ct));

    [HttpGet("{documentId:guid}/pages/{number:int}")]
    public async Task<IActionResult> Picture(Guid id, Guid documentId, int number, CancellationToken ct) =>
        File((await open.ExecuteAsync(id, documentId, number, actor.Current, ct)).Png, "image/png");

    private async Task<IActionResult> PageAsync(Guid id, CancellationToken ct) =>
        View(nameof(Documents), new DocumentsView(new DraftPage(await drafts.ExecuteAsync(id, actor.Current, ct), DraftStep.Documents)));
}
