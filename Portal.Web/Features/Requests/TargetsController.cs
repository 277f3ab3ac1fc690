using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Whose records the order asks for.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/targets")]
public sealed class TargetsController(EditDraft edit, DraftQuery drafts, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Targets(Guid id, CancellationToken ct) => PageAsync(id, new TargetForm(), ct);

    [HttpPost("")]
    public Task<IActionResult> Targets(Guid id, TargetForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => edit.AddTargetAsync(id, form.ToInput(), actor.Current, ct),
            () => LocalRedirect(RequestLinks.Targets(id)),
            () => PageAsync(id, form, ct));
    }

    [HttpPost("{targetId:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid targetId, CancellationToken ct) => this.AttemptAsync(
        () => edit.RemoveTargetAsync(id, targetId, actor.Current, ct),
        () => LocalRedirect(RequestLinks.Targets(id)),
        () => PageAsync(id, new TargetForm(), ct));

    private async Task<IActionResult> PageAsync(Guid id, TargetForm form, CancellationToken ct) =>
        View(nameof(Targets), new TargetsView(new DraftPage(await drafts.ExecuteAsync(id, actor.Current, ct), DraftStep.Targets), form));
}
