using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Emergencies;

/// <summary>The door for an emergency: what it is, what we need, and the start of its own form.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/new/emergency")]
public sealed class NewEmergencyController(StartDraft start, RequestLaw law, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public IActionResult New() => View("New", law.EmergencyRule());

    [HttpPost("")]
    public async Task<IActionResult> Start(CancellationToken ct)
    {
        var id = Guid.Empty;
        return await this.AttemptAsync(
            async () => id = await start.ExecuteAsync(law.EmergencyRule().Code, actor.Current, ct),
            () => LocalRedirect(RequestLinks.Order(id)),
            () => Task.FromResult<IActionResult>(View("New", law.EmergencyRule())));
    }
}
