using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Preservations: those that wait for a decision, and those that are kept.</summary>
[Needs(Permission.DecidePreservation)]
[Route("review/preservation")]
public sealed class PreservationDeskController(ReviewPreservationsQuery desk, AcceptPreservation accept, DeclinePreservation decline, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Desk(DateTimeOffset? after, CancellationToken ct) => View("PreservationDesk", await desk.ExecuteAsync(after, actor.Current, ct));

    [HttpPost("{preservationId:guid}/accept")]
    public async Task<IActionResult> Accept(Guid preservationId, CancellationToken ct)
    {
        await accept.ExecuteAsync(preservationId, actor.Current, ct);
        TempData.Say(Meaning.Good, "Accepted. The records are kept from now on.");
        return LocalRedirect(ReviewLinks.Preservations);
    }

    [HttpGet("{preservationId:guid}/decline")]
    public Task<IActionResult> Decline(Guid preservationId, CancellationToken ct) => PageAsync(preservationId, new StepForm(), ct);

    [HttpPost("{preservationId:guid}/decline")]
    public Task<IActionResult> Decline(Guid preservationId, StepForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => decline.ExecuteAsync(preservationId, form.Reason, actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Declined. Nothing is kept for it.");
                return LocalRedirect(ReviewLinks.Preservations);
            },
            () => PageAsync(preservationId, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid preservationId, StepForm form, CancellationToken ct) =>
        View("PreservationDecline", new DeclineView(await desk.OneAsync(preservationId, actor.Current, ct), form));
}

public sealed record DeclineView(ReviewPreservation Of, StepForm Form);
