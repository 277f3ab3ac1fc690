using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests.Clocks;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>How each date of a request is worked out, which laws it is judged by, and a further law.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}")]
public sealed class ClocksController(RequestClocksQuery clocks, AddLaw add, SignedInActor actor) : Controller
{
    [HttpGet("clocks")]
    public async Task<IActionResult> Clocks(Guid id, CancellationToken ct) => View(await clocks.ForStaffAsync(id, "clocks", actor.Current, ct));

    [HttpGet("law")]
    public async Task<IActionResult> Judged(Guid id, CancellationToken ct) => View(await clocks.ForStaffAsync(id, "law", actor.Current, ct));

    [HttpGet("clocks/law")]
    [Needs(Permission.TriageRequest)]
    public Task<IActionResult> AddLaw(Guid id, CancellationToken ct) => PageAsync(id, new AddLawForm(), ct);

    [HttpPost("clocks/law")]
    [Needs(Permission.TriageRequest)]
    public Task<IActionResult> AddLaw(Guid id, AddLawForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => add.ExecuteAsync(new AddLaw.Input(id, form.Instrument, form.Reason), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The law is added. Its clocks run beside the others; of each kind the earliest counts.");
                return LocalRedirect(ReviewLinks.Clocks(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AddLawForm form, CancellationToken ct) =>
        View("AddLaw", new AddLawView(await clocks.ForStaffAsync(id, "clocks", actor.Current, ct), form));
}
