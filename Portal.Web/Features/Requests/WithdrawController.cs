using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Taking a request back, for good.</summary>
[Needs(Permission.WithdrawRequest)]
[Route("requests/{id:guid}/withdraw")]
public sealed class WithdrawController(MoveRequest move, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Withdraw(Guid id, CancellationToken ct) =>
        View(new WithdrawView(await requests.ExecuteAsync(id, actor.Current, ct), new WithdrawForm()));

    [HttpPost("")]
    public async Task<IActionResult> Withdraw(Guid id, WithdrawForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var request = await requests.ExecuteAsync(id, actor.Current, ct);
        if (!Confirm.Matches(form.Typed, request.Request.Title))
            ModelState.AddModelError(nameof(form.Typed), $"Type the reference {request.Request.Title} to confirm that you mean this request.");
        return await this.AttemptAsync(
            () => move.ExecuteAsync(new MoveRequest.Input(id, RequestAction.Withdraw, form.Reason), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The request is withdrawn. Nothing was disclosed.");
                return LocalRedirect(RequestLinks.Page(id));
            },
            () => Task.FromResult<IActionResult>(View(new WithdrawView(request, form))));
    }
}
