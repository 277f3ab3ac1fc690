using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Web.Features.Shared;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Letters of a request as signed PDFs, for its agency.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}/letters/{letterId:guid}")]
public sealed class LettersController(OpenLetter letters, SignedInActor actor) : Controller
{
    [HttpGet("letter.pdf")]
    public async Task<IActionResult> Download(Guid id, Guid letterId, CancellationToken ct) =>
        this.LetterPdf(await letters.ExecuteAsync(id, letterId, actor.Current, ct), RequestLinks.Letter(id, letterId), RequestLinks.Page(id));
}
