using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests.Clocks;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>How each date of a request is worked out, and which laws it is judged by, for its agency.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}")]
public sealed class RequestClocksController(RequestClocksQuery clocks, SignedInActor actor) : Controller
{
    [HttpGet("clocks")]
    public async Task<IActionResult> Clocks(Guid id, CancellationToken ct) => View(await clocks.ForAgencyAsync(id, actor.Current, ct));

    [HttpGet("law")]
    public async Task<IActionResult> Judged(Guid id, CancellationToken ct) => View(await clocks.ForAgencyAsync(id, actor.Current, ct));
}
