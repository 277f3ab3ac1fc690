using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Notices;

/// <summary>The agency uploads a non-disclosure order for a request it has filed: the first one, or one that renews it.</summary>
[Needs(Permission.FileRequest)]
[Route("requests")]
public sealed class UploadOrderController(AgencyRequestQuery requests, FindRequest find, StateNonDisclosureOrder state, SignedInActor actor) : Controller
{
    [HttpGet("non-disclosure")]
    public IActionResult Find() => View(new FindRequestForm());

    [HttpPost("non-disclosure")]
    public async Task<IActionResult> Find(FindRequestForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        Guid id = default;
        return await this.AttemptAsync(
            async () => id = await find.ExecuteAsync(form.Reference, actor.Current, ct),
            () => LocalRedirect(NoticeLinks.Upload(id)),
            () => Task.FromResult<IActionResult>(View(form)));
    }

    [HttpGet("{id:guid}/non-disclosure")]
    public Task<IActionResult> Upload(Guid id, CancellationToken ct) => PageAsync(id, new UploadOrderForm(), ct);

    [HttpPost("{id:guid}/non-disclosure")]
    [RequestSizeLimit(AttachOrder.LongestDocument + 64 * 1024)]
    public async Task<IActionResult> Upload(Guid id, UploadOrderForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        await using var file = form.File?.OpenReadStream();
        return await this.AttemptAsync(
            () => state.ExecuteAsync(form.ToInput(id, file), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The order is with our staff. It counts once they have compared it with the document; the account holder is not told meanwhile.");
                return LocalRedirect(RequestLinks.Page(id) + "#notice");
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, UploadOrderForm form, CancellationToken ct) =>
        View("Upload", new UploadOrderView(await requests.ExecuteAsync(id, actor.Current, ct), form));
}
