using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Pictures of an order's pages, and the original to download. Every look is recorded.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/documents/{documentId:guid}")]
public sealed class OrderDocumentsController(OpenDocumentPage picture, OpenDocument original, SignedInActor actor) : Controller
{
    [HttpGet("pages/{number:int}")]
    public async Task<IActionResult> Picture(Guid id, Guid documentId, int number, CancellationToken ct) =>
        File((await picture.ExecuteAsync(id, documentId, number, actor.Current, ct)).Png, "image/png");

    /// <summary>As an attachment, never shown by the browser: it is a file that somebody else made.</summary>
    [HttpGet("original")]
    public async Task<IActionResult> Original(Guid id, Guid documentId, CancellationToken ct)
    {
        var file = await original.ExecuteAsync(id, documentId, actor.Current, ct);
        return File(file.Content, "application/octet-stream", file.FileName);
    }
}
