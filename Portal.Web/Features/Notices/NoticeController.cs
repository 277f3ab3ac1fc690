using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Notices;

/// <summary>Decides about notice on a request, and shows it as it would read.</summary>
[Needs(Permission.DecideNotice)]
[Route("review/{id:guid}/notice")]
public sealed class NoticeController(ReviewRequestQuery requests, DecideNotice decide, PreviewNotice preview, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Decide(Guid id, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "notice", actor.Current, ct);
        return View(new DecideView(of, DecideForm.For(of.Notice)));
    }

    [HttpPost("")]
    public Task<IActionResult> Decide(Guid id, DecideForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => decide.ExecuteAsync(form.ToInput(id), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The decision about notice is kept. It goes to the second person with the scope.");
                return LocalRedirect(ReviewLinks.Page(id) + "#notice");
            },
            async () => View(new DecideView(await requests.ExecuteAsync(id, "notice", actor.Current, ct), form)));
    }

    /// <param name="account">Whose notice; the first one where none is named.</param>
    [HttpGet("preview")]
    public async Task<IActionResult> Preview(Guid id, string? account, CancellationToken ct)
    {
        ViewData["id"] = id;
        return View(await preview.ExecuteAsync(id, account, actor.Current, ct));
    }
}
