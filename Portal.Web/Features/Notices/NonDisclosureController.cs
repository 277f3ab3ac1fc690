using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Notices;

/// <summary>Staff compare a non-disclosure order with its document, record it, decline it, or record that the court has ended it.</summary>
[Needs(Permission.DecideNotice)]
[Route("review/{id:guid}/non-disclosure")]
public sealed class NonDisclosureController(ReviewRequestQuery requests, RecordNonDisclosureOrder record, CloseNonDisclosureOrder close, SignedInActor actor) : Controller
{
    /// <param name="order">The one that the agency stated; none to enter one.</param>
    [HttpGet("")]
    public async Task<IActionResult> Record(Guid id, Guid? order, CancellationToken ct) =>
        View(RecordOrderView.For(await requests.ExecuteAsync(id, "non-disclosure order", actor.Current, ct), order));

    [HttpPost("")]
    public Task<IActionResult> Record(Guid id, Guid? order, RecordOrderForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => record.ExecuteAsync(form.ToInput(id, order), actor.Current, ct),
            () => Said(id, "The order is confirmed. Nobody is told of this request until it ends."),
            async () => View(RecordOrderView.For(await requests.ExecuteAsync(id, "non-disclosure order", actor.Current, ct), order, form)));
    }

    [HttpGet("{orderId:guid}/{closing}")]
    public Task<IActionResult> Close(Guid id, Guid orderId, NonDisclosureAction closing, CancellationToken ct) => CloseAsync(id, orderId, closing, new CloseOrderForm(), ct);

    [HttpPost("{orderId:guid}/{closing}")]
    public Task<IActionResult> Close(Guid id, Guid orderId, NonDisclosureAction closing, CloseOrderForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => close.ExecuteAsync(new CloseNonDisclosureOrder.Input(id, orderId, closing, form.Reason), actor.Current, ct),
            () => Said(id, "Recorded."),
            () => CloseAsync(id, orderId, closing, form, ct));
    }

    private LocalRedirectResult Said(Guid id, string words)
    {
        TempData.Say(Meaning.Good, words);
        return LocalRedirect(ReviewLinks.Page(id) + "#notice");
    }

    private async Task<IActionResult> CloseAsync(Guid id, Guid orderId, NonDisclosureAction closing, CloseOrderForm form, CancellationToken ct) =>
        View("Close", CloseOrderView.For(await requests.ExecuteAsync(id, "non-disclosure order", actor.Current, ct), orderId, closing, form));
}
