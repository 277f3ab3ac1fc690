using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Preservation;

/// <summary>Records kept until an order arrives: all of them, and asking for one.</summary>
[Needs(Permission.RequestPreservation)]
[Route("preservation")]
public sealed class PreservationController(PreservationsQuery preservations, RequestPreservation request, RequestLaw law, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? after, CancellationToken ct) =>
        View(new PreservationListView(await preservations.ExecuteAsync(ListCursor.Parse(after), actor.Current, ct)));

    [HttpGet("new")]
    public IActionResult Ask() => View(new PreservationForm());

    [HttpPost("new")]
    public async Task<IActionResult> Ask(PreservationForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        RequestPreservation.Result? asked = null;
        return await this.AttemptAsync(
            async () => asked = await request.ExecuteAsync(form.ToInput(law), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"Asked for. Your reference is {asked!.Reference}.");
                return LocalRedirect(PreservationLinks.Page(asked.Id));
            },
            () => Task.FromResult<IActionResult>(View(form)));
    }
}
