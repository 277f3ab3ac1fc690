using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>The authorities of a European order: the enforcing authority's notification, its hold and what it says.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}/authority")]
public sealed class AuthorityController(ReviewRequestQuery requests, RecordNotification notify, ClearHold clear, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Authority(Guid id, CancellationToken ct) => PageAsync(id, null, null, ct);

    [HttpPost("notified")]
    [Needs(Permission.CorrespondWithAgency)]
    public Task<IActionResult> Notified(Guid id, NotificationForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => notify.ExecuteAsync(form.ToInput(id), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The notification is recorded.");
                return LocalRedirect(ReviewLinks.Authority(id));
            },
            () => PageAsync(id, form, null, ct));
    }

    [HttpPost("clearance")]
    [Needs(Permission.ApproveScope)]
    public Task<IActionResult> Clearance(Guid id, ClearanceForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => clear.ExecuteAsync(form.ToInput(id), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The clearance is recorded. The approved scope is queued.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, null, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, NotificationForm? notification, ClearanceForm? clearance, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "authorities", actor.Current, ct);
        return View("Authority", new AuthorityView(of, actor.Current, notification ?? NotificationForm.For(of), clearance ?? new ClearanceForm()));
    }
}
