using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Appeals what was decided, once and in time.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/appeal")]
public sealed class AppealController(FileAppeal appeal, AttachOrder attach, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Appeal(Guid id, CancellationToken ct) => PageAsync(id, new AppealForm(), ct);

    [HttpPost("")]
    [RequestSizeLimit(AttachOrder.LongestDocument + 64 * 1024)]
    public Task<IActionResult> Appeal(Guid id, AppealForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        Guid? draft = null;
        return this.AttemptAsync(
            async () => draft = await appeal.ExecuteAsync(new FileAppeal.Input(id, form.Grounds), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, draft is null ? "The appeal is filed. A person who took no part in the decision reads it. Attach documents below, if you have any." : "The appeal is noted. Complete and submit this draft, so that it is decided.");
                return LocalRedirect(draft is { } made ? RequestLinks.Check(made) : RequestLinks.Appeal(id));
            },
            () => PageAsync(id, form, ct));
    }

    /// <summary>A document in support of an appeal that waits.</summary>
    [HttpPost("document")]
    [RequestSizeLimit(AttachOrder.LongestDocument + 64 * 1024)]
    public async Task<IActionResult> Document(Guid id, DocumentForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        await using var file = form.File?.OpenReadStream();
        return await this.AttemptAsync(
            () => attach.ExecuteAsync(new AttachOrder.Input(id, form.File!.FileName, file!), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The document is attached to your appeal.");
                return LocalRedirect(RequestLinks.Page(id));
            },
            () => PageAsync(id, new AppealForm(), ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AppealForm form, CancellationToken ct) =>
        View(nameof(Appeal), new AppealView(await requests.ExecuteAsync(id, actor.Current, ct), form));
}
