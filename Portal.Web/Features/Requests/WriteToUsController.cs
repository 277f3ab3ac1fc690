using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>The agency writes on its request, when it wants to.</summary>
[Needs(Permission.AnswerQuestion)]
[Route("requests/{id:guid}/write")]
public sealed class WriteToUsController(WriteToLegalStaff write, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Write(Guid id, CancellationToken ct) => PageAsync(id, new WriteToUsForm(), ct);

    [HttpPost("")]
    [RequestSizeLimit(Uploads.LongestForm)]
    public async Task<IActionResult> Write(Guid id, WriteToUsForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        await using var uploads = new Uploads(form.Files);
        return await this.AttemptAsync(
            () => write.ExecuteAsync(new WriteToLegalStaff.Input(id, form.Subject, form.Text, uploads.Files), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Your message is sent. Legal staff see it on the request.");
                return LocalRedirect(RequestLinks.Page(id) + "#letters");
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, WriteToUsForm form, CancellationToken ct) =>
        View("WriteToUs", new WriteToUsView(await requests.ExecuteAsync(id, actor.Current, ct), form));
}
