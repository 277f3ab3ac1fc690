using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>The building of a package as the legal staff sees it.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/progress")]
public sealed class ReviewProgressController(BuildProgressQuery progress, SignedInActor actor, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task Progress(Guid id, CancellationToken ct) => Response.TellAsync(progress, id, actor.Current, clock, ct);
}
