using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Steps that need nothing but the step and, where the table says so, a reason. Which permission each takes is in the table.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/steps/{step}")]
public sealed class StepController(ReviewRequestQuery requests, MoveRequest move, ConfirmIdentity confirm, EndHold endHold, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Step(Guid id, RequestAction step, CancellationToken ct) => PageAsync(id, step, new StepForm(), ct);

    [HttpPost("")]
    public Task<IActionResult> Step(Guid id, RequestAction step, StepForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => TakeAsync(id, step, form.Reason, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"{RequestWords.Done(step)}.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, step, form, ct));
    }

    private Task TakeAsync(Guid id, RequestAction step, string? reason, CancellationToken ct) => step switch
    {
        RequestAction.ConfirmIdentity => confirm.ExecuteAsync(id, actor.Current, ct),
        RequestAction.EndHold => endHold.ExecuteAsync(new EndHold.Input(id, reason), actor.Current, ct),
        _ when StepView.IsPlain(step) => move.ExecuteAsync(new MoveRequest.Input(id, step, reason), actor.Current, ct),
        _ => throw new NotVisible("step of this name"),
    };

    private async Task<IActionResult> PageAsync(Guid id, RequestAction step, StepForm form, CancellationToken ct) =>
        View("Step", new StepView(await requests.ExecuteAsync(id, "step", actor.Current, ct), step, form));
}
