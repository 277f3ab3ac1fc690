using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Web.Security;

namespace Portal.Web.Features.Notices;

/// <summary>The desk of notices: orders that end soon, notices that are due, delayed and sent.</summary>
[Needs(Permission.DecideNotice)]
[Route("review/notices")]
public sealed class NoticeDeskController(NoticeDeskQuery desk, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Desk(CancellationToken ct) => View(await desk.ExecuteAsync(actor.Current, ct));
}
