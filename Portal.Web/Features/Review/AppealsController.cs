using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Appeals that wait for somebody who took no part in what they are against.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/appeals")]
public sealed class AppealsController(AppealsQuery appeals, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Appeals(CancellationToken ct) => View(await appeals.ExecuteAsync(actor.Current, ct));
}
