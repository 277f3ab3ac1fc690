using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Our question, and the agency's answer to it.</summary>
[Needs(Permission.AnswerQuestion)]
[Route("requests/{id:guid}/answer")]
public sealed class AnswerController(AnswerQuestion answer, AgencyRequestQuery requests, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Answer(Guid id, CancellationToken ct) => PageAsync(id, new AnswerForm(), ct);

    [HttpPost("")]
    [RequestSizeLimit(Uploads.LongestForm)]
    public async Task<IActionResult> Answer(Guid id, AnswerForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        await using var uploads = new Uploads(form.Files);
        return await this.AttemptAsync(
            () => answer.ExecuteAsync(new AnswerQuestion.Input(id, form.Text, uploads.Files), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Your answer is sent. The request goes on.");
                return LocalRedirect(RequestLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AnswerForm form, CancellationToken ct) =>
        View(nameof(Answer), new AnswerView(await requests.ExecuteAsync(id, actor.Current, ct), form));
}
