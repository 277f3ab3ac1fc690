using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>What the order says, in the fields that its row of the rule book asks for.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/order")]
public sealed class OrderController(EditDraft edit, DraftQuery drafts, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Order(Guid id, CancellationToken ct)
    {
        var draft = await drafts.ExecuteAsync(id, actor.Current, ct);
        return View(new OrderView(new DraftPage(draft, DraftStep.Order), OrderTyped.Stored(draft.Request)));
    }

    /// <param name="form">The fields by the rule book's keys, dates as <c>key.Day</c>, <c>key.Month</c>, <c>key.Year</c>.</param>
    /// <param name="then"><c>later</c> goes back to the list.</param>
    [HttpPost("")]
    public async Task<IActionResult> Order(Guid id, IFormCollection form, [FromForm] string? then, CancellationToken ct)
    {
        var draft = await drafts.ExecuteAsync(id, actor.Current, ct);
        var typed = OrderTyped.Of(draft.Rule, form);
        return await this.AttemptAsync(
            () => edit.SaveOrderAsync(id, typed.ToFields(), actor.Current, ct),
            () => LocalRedirect(then == "later" ? RequestLinks.List : RequestLinks.Documents(id)),
            () => Task.FromResult<IActionResult>(View(new OrderView(new DraftPage(draft, DraftStep.Order), typed))));
    }
}
