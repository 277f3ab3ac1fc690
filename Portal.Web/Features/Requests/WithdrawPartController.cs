using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Taking single lines back, before anything is approved.</summary>
[Needs(Permission.WithdrawRequest)]
[Route("requests/{id:guid}/withdraw-part")]
public sealed class WithdrawPartController(WithdrawPart withdraw, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> WithdrawPart(Guid id, CancellationToken ct) => PageAsync(id, new WithdrawPartForm(), ct);

    [HttpPost("")]
    public Task<IActionResult> WithdrawPart(Guid id, WithdrawPartForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => withdraw.ExecuteAsync(new WithdrawPart.Input(id, form.LineIds ?? [], form.Reason), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The lines are withdrawn. The rest of the request goes on.");
                return LocalRedirect(RequestLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, WithdrawPartForm form, CancellationToken ct) =>
        View("WithdrawPart", new WithdrawPartView(await requests.ExecuteAsync(id, actor.Current, ct), form));
}
