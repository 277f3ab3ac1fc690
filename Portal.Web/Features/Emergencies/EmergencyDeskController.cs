using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Emergencies;

/// <summary>The on-call's desk: what is burning, and what is owed for what has been let out.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/emergencies")]
public sealed class EmergencyDeskController(EmergencyDeskQuery desk, ConfirmFollowUp confirm, ClearAgencyFlag clear, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Desk(CancellationToken ct) => DeskAsync(ct);

    [Needs(Permission.TriageRequest)]
    [HttpPost("{id:guid}/confirm")]
    public Task<IActionResult> Confirm(Guid id, CancellationToken ct) => this.AttemptAsync(
        () => confirm.ExecuteAsync(id, actor.Current, ct),
        () => Done("The legal process is confirmed. Nothing more is owed for this emergency."),
        () => DeskAsync(ct));

    [Needs(Permission.ApproveScope)]
    [HttpGet("agencies/{agencyId:guid}/clear-flag")]
    public Task<IActionResult> ClearFlag(Guid agencyId, CancellationToken ct) => FlagAsync(agencyId, new StepForm(), ct);

    [Needs(Permission.ApproveScope)]
    [HttpPost("agencies/{agencyId:guid}/clear-flag")]
    public Task<IActionResult> ClearFlag(Guid agencyId, StepForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => clear.ExecuteAsync(new ClearAgencyFlag.Input(agencyId, form.Reason), actor.Current, ct),
            () => Done("The agency's flag is cleared."),
            () => FlagAsync(agencyId, form, ct));
    }

    private LocalRedirectResult Done(string what)
    {
        TempData.Say(Meaning.Good, what);
        return LocalRedirect(EmergencyLinks.Desk);
    }

    private async Task<IActionResult> DeskAsync(CancellationToken ct) => View("Desk", await desk.ExecuteAsync(actor.Current, ct));

    private async Task<IActionResult> FlagAsync(Guid agencyId, StepForm form, CancellationToken ct) =>
        View("ClearFlag", new ClearFlagView((await desk.ExecuteAsync(actor.Current, ct)).Flagged.FirstOrDefault(a => a.Id == agencyId) ?? throw new NotVisible("flagged agency"), form));
}

public sealed record ClearFlagView(FlaggedAgency Of, StepForm Form);
