using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Which records of each account, over which time.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/records")]
public sealed class RecordsController(EditDraft edit, DraftQuery drafts, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Records(Guid id, CancellationToken ct) => PageAsync(id, null, ct);

    [HttpPost("")]
    public Task<IActionResult> Records(Guid id, RecordsForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => edit.AddLineAsync(id, form.ToInput(), actor.Current, ct),
            () => LocalRedirect(RequestLinks.Records(id)),
            () => PageAsync(id, form, ct));
    }

    [HttpPost("{lineId:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid lineId, CancellationToken ct) => this.AttemptAsync(
        () => edit.RemoveLineAsync(id, lineId, actor.Current, ct),
        () => LocalRedirect(RequestLinks.Records(id)),
        () => PageAsync(id, null, ct));

    private async Task<IActionResult> PageAsync(Guid id, RecordsForm? typed, CancellationToken ct)
    {
        var draft = await drafts.ExecuteAsync(id, actor.Current, ct);
        return View(nameof(Records), new RecordsView(new DraftPage(draft, DraftStep.Records), typed ?? RecordsForm.For(draft)));
    }
}
