using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>What is enclosed in the correspondence, for the agency to keep: as an attachment, never shown by the browser.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}/enclosures/{enclosureId:guid}")]
public sealed class EnclosuresController(OpenDocument original, SignedInActor actor) : Controller
{
    [HttpGet("original")]
    public async Task<IActionResult> Original(Guid id, Guid enclosureId, CancellationToken ct)
    {
        var file = await original.ExecuteAsync(id, enclosureId, actor.Current, ct);
        return File(file.Content, "application/octet-stream", file.FileName);
    }
}
