using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Decides, line by line, whether counterparties' messages are disclosed and why.</summary>
[Needs(Permission.ProposeScope)]
[Route("review/{id:guid}/lines/{lineId}/third-parties")]
public sealed class ThirdPartiesController(ReviewRequestQuery requests, DecideThirdParties decide, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> ThirdParties(Guid id, string lineId, CancellationToken ct) => PageAsync(id, lineId, null, ct);

    [HttpPost("")]
    public Task<IActionResult> ThirdParties(Guid id, string lineId, ThirdPartyForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => decide.ExecuteAsync(form.ToInput(id, lineId), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"The decision on line {lineId} is kept.");
                return LocalRedirect(ReviewLinks.Page(id) + "#scope");
            },
            () => PageAsync(id, lineId, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, string lineId, ThirdPartyForm? form, CancellationToken ct) =>
        View("ThirdParties", ThirdPartyPageView.For(await requests.ExecuteAsync(id, "third parties", actor.Current, ct), lineId, form));
}
