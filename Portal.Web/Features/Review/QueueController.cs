using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>What waits for the legal staff: the clock that runs out first stands first.</summary>
[Needs(Permission.ViewCasework)]
[Route("review")]
public sealed class QueueController(ReviewQueueQuery queue, SignedInActor actor) : Controller
{
    /// <param name="form">Lives in the address, so that a view can be kept and shared.</param>
    [HttpGet("")]
    public async Task<IActionResult> Queue([FromQuery] QueueForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return View(new QueueView(form, await queue.ExecuteAsync(form.ToQuestion(), actor.Current, ct), Request.QueryString.Value ?? ""));
    }
}
