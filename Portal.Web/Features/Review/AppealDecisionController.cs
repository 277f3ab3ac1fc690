using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Decides an appeal: the letter as it will go, then the press that sends it.</summary>
[Needs(Permission.RejectRequest)]
[Route("review/{id:guid}/appeal")]
public sealed class AppealDecisionController(ReviewRequestQuery requests, AppealRights rights, PreviewLetter preview, DecideAppeal decide, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> AppealDecision(Guid id, CancellationToken ct) => PageAsync(id, new AppealDecisionForm(), null, ct);

    [HttpPost("preview")]
    public Task<IActionResult> Preview(Guid id, AppealDecisionForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.PreviewAsync(
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            letter => PageAsync(id, form, letter, ct));
    }

    [HttpPost("")]
    public Task<IActionResult> Decide(Guid id, AppealDecisionForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.SendAsync(
            () => decide.ExecuteAsync(new DecideAppeal.Input(id, form.ToDraft(), form.Seen), actor.Current, ct),
            () => preview.ExecuteAsync(id, form.ToDraft(), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The appeal is decided. The letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            letter => PageAsync(id, form, letter, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, AppealDecisionForm form, LetterPreview? letter, CancellationToken ct)
    {
        var of = await requests.ExecuteAsync(id, "appeal", actor.Current, ct);
        return View("AppealDecision", new AppealDecisionView(of, await rights.TookPartAsync(of.Request, actor.Current, ct), form, letter));
    }
}
