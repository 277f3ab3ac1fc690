using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Web.Features.Shared;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Letters of a request as signed PDFs, for legal staff. Every look is recorded.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/letters/{letterId:guid}")]
public sealed class SentLettersController(OpenLetter letters, SignedInActor actor) : Controller
{
    [HttpGet("letter.pdf")]
    public async Task<IActionResult> Download(Guid id, Guid letterId, CancellationToken ct) =>
        this.LetterPdf(await letters.ExecuteAsync(id, letterId, actor.Current, ct), ReviewLinks.Letter(id, letterId), ReviewLinks.Page(id));
}
