using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>The story of a request, to be read aloud or printed.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/timeline")]
public sealed class TimelineController(RequestTimelineQuery timeline, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Timeline(Guid id, CancellationToken ct) => View(await timeline.ExecuteAsync(id, actor.Current, ct));
}
