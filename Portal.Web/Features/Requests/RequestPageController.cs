using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>One request: where it stands, what happens next, what was decided and what was written.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}")]
public sealed class RequestPageController(AgencyRequestQuery requests, ReadThread thread, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        var request = await requests.ExecuteAsync(id, actor.Current, ct);
        return request.Request.IsEditable
            ? LocalRedirect(RequestLinks.Check(id))
            : View("Request", new RequestView(request, await thread.ExecuteAsync(id, actor.Current, ct)));
    }
}
