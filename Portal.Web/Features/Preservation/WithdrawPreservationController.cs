using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Preservation;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Preservation;

/// <summary>Taking a preservation back, for good.</summary>
[Needs(Permission.RequestPreservation)]
[Route("preservation/{id:guid}/withdraw")]
public sealed class WithdrawPreservationController(PreservationQuery preservations, WithdrawPreservation withdraw, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Withdraw(Guid id, CancellationToken ct) =>
        View(new WithdrawPreservationView(await preservations.ExecuteAsync(id, actor.Current, ct), new WithdrawPreservationForm()));

    [HttpPost("")]
    public async Task<IActionResult> Withdraw(Guid id, WithdrawPreservationForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var of = await preservations.ExecuteAsync(id, actor.Current, ct);
        if (!Confirm.Matches(form.Typed, of.Preservation.Reference))
            ModelState.AddModelError(nameof(form.Typed), $"Type the reference {of.Preservation.Reference} to confirm that you mean this preservation.");
        return await this.AttemptAsync(
            () => withdraw.ExecuteAsync(id, actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The preservation is withdrawn and what was kept is destroyed.");
                return LocalRedirect(PreservationLinks.Page(id));
            },
            () => Task.FromResult<IActionResult>(View(new WithdrawPreservationView(of, form))));
    }
}
