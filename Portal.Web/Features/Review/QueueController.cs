using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Desk;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>What waits for the legal staff: the clock that runs out first stands first.</summary>
[Needs(Permission.ViewCasework)]
[Route("review")]
public sealed class QueueController(ReviewQueueQuery queue, SavedViewsQuery views, SignedInActor actor) : Controller
{
    /// <param name="form">Lives in the address, so that a view can be kept and shared. An address that says nothing opens on the reader's own view.</param>
    [HttpGet("")]
    public async Task<IActionResult> Queue([FromQuery] QueueForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var saved = await views.ExecuteAsync(actor.Current, ct);
        return !Request.QueryString.HasValue && saved.FirstOrDefault(v => v.IsDefault) is { } first
            ? LocalRedirect($"{ReviewLinks.Queue}?{first.Filters}")
            : View(new QueueView(form, await queue.ExecuteAsync(form.ToQuestion(), actor.Current, ct), saved));
    }
}
