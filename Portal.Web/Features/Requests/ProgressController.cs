using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>The building of a package as the agency sees it.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}/progress")]
public sealed class ProgressController(BuildProgressQuery progress, SignedInActor actor, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task Progress(Guid id, CancellationToken ct) => Response.TellAsync(progress, id, actor.Current, clock, ct);
}
