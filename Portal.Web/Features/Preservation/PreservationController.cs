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
public sealed class PreservationController(PreservationsQuery preservations, RequestPreservation request, RequestLaw law, TimeProvider clock, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> List(string? after, CancellationToken ct) =>
        View(new PreservationListView(await preservations.ExecuteAsync(ListCursor.Parse(after), actor.Current, ct), clock.GetUtcNow()));

    /// <param name="instrument">None asks for it first: the fields that follow are its own.</param>
    [HttpGet("new")]
    public IActionResult Ask(string? instrument)
    {
        var form = new PreservationForm { Instrument = instrument };
        return View(new PreservationAskView(form, AskedOrder.Of(instrument, Today, null)));
    }

    /// <param name="typed">The instrument's fields by the rule book's keys, dates as <c>key.Day</c>, <c>key.Month</c>, <c>key.Year</c>.</param>
    [HttpPost("new")]
    public async Task<IActionResult> Ask(PreservationForm form, IFormCollection typed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        RequestPreservation.Result? asked = null;
        var order = AskedOrder.Of(form.Instrument, Today, typed);
        return await this.AttemptAsync(
            async () => asked = await request.ExecuteAsync(form.ToInput(law, order), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"Asked for. Your reference is {asked!.Reference}.");
                return LocalRedirect(PreservationLinks.Page(asked.Id));
            },
            () => Task.FromResult<IActionResult>(View(new PreservationAskView(form, order))));
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
