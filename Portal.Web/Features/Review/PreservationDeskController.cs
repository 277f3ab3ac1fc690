using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Preservations: those that wait for a decision, those that are kept, and one of them.</summary>
[Needs(Permission.DecidePreservation)]
[Route("review/preservation")]
public sealed class PreservationDeskController(ReviewPreservationsQuery desk, AcceptPreservation accept, DeclinePreservation decline, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Desk(DateTimeOffset? after, CancellationToken ct) => View("PreservationDesk", await desk.ExecuteAsync(after, actor.Current, ct));

    [HttpGet("{preservationId:guid}")]
    public async Task<IActionResult> Preservation(Guid preservationId, CancellationToken ct)
    {
        var of = await desk.DetailsAsync(preservationId, actor.Current, ct);
        var mayAccept = PreservationTransitions.Find(of.Preservation.Status, PreservationAction.Accept) is not null;
        return View("PreservationPage", new PreservationStaffView(of, mayAccept ? await desk.PreviewAcknowledgementAsync(preservationId, actor.Current, ct) : null));
    }

    [HttpPost("{preservationId:guid}/accept")]
    public async Task<IActionResult> Accept(Guid preservationId, CancellationToken ct)
    {
        await accept.ExecuteAsync(preservationId, actor.Current, ct);
        TempData.Say(Meaning.Good, "Accepted. The records are being kept now.");
        return LocalRedirect(ReviewLinks.Preservation(preservationId));
    }

    [HttpGet("{preservationId:guid}/decline")]
    public Task<IActionResult> Decline(Guid preservationId, CancellationToken ct) => PageAsync(preservationId, new StepForm(), null, ct);

    /// <param name="then"><c>preview</c> shows the letter and changes nothing.</param>
    [HttpPost("{preservationId:guid}/decline")]
    public Task<IActionResult> Decline(Guid preservationId, StepForm form, [FromForm] string? then, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        IActionResult? shown = null;
        return this.AttemptAsync(
            async () =>
            {
                if (then == "preview") shown = await PageAsync(preservationId, form, await desk.PreviewDeclineAsync(preservationId, form.Reason, actor.Current, ct), ct);
                else await decline.ExecuteAsync(preservationId, form.Reason, actor.Current, ct);
            },
            () => shown ?? Declined(),
            () => PageAsync(preservationId, form, null, ct));
    }

    private LocalRedirectResult Declined()
    {
        TempData.Say(Meaning.Good, "Declined. Nothing is kept for it, and the letter has gone out.");
        return LocalRedirect(ReviewLinks.Preservations);
    }

    private async Task<IActionResult> PageAsync(Guid preservationId, StepForm form, RenderedLetter? letter, CancellationToken ct) =>
        View("PreservationDecline", new DeclineView(await desk.OneAsync(preservationId, actor.Current, ct), form, letter));
}

/// <param name="Letter">As it would go out now; null before a reason is given.</param>
public sealed record DeclineView(ReviewPreservation Of, StepForm Form, RenderedLetter? Letter);

/// <param name="Letter">The acknowledgement as it will go out; null once it is decided.</param>
public sealed record PreservationStaffView(PreservationDetails Of, RenderedLetter? Letter);
