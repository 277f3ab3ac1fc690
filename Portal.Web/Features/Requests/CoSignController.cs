using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>A supervisor stands behind an officer's emergency.</summary>
[Needs(Permission.CoSignEmergency)]
[Route("requests/{id:guid}/co-sign")]
public sealed class CoSignController(CoSignEmergency coSign, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> CoSign(Guid id, CancellationToken ct) => PageAsync(id, ct);

    [HttpPost("")]
    public Task<IActionResult> CoSignNow(Guid id, CancellationToken ct) => this.AttemptAsync(
        () => coSign.ExecuteAsync(id, actor.Current, ct),
        () =>
        {
            TempData.Say(Meaning.Good, "You have co-signed the emergency.");
            return LocalRedirect(RequestLinks.Page(id));
        },
        () => PageAsync(id, ct));

    private async Task<IActionResult> PageAsync(Guid id, CancellationToken ct) =>
        View(nameof(CoSign), new RequestView(await requests.ExecuteAsync(id, actor.Current, ct)));
}
