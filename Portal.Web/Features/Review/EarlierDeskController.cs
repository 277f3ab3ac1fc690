using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>What the legal staff make of earlier requests: no duplicate, or one takes the other's place.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}")]
public sealed class EarlierDeskController(ReviewRequestQuery requests, JudgeEarlier judge, SupersedeRequest supersede, SignedInActor actor) : Controller
{
    [HttpPost("earlier/{earlierId:guid}/no-duplicate")]
    [Needs(Permission.TriageRequest)]
    public Task<IActionResult> NoDuplicate(Guid id, Guid earlierId, string? words, CancellationToken ct) => this.AttemptAsync(
        () => judge.ExecuteAsync(new JudgeEarlier.Input(id, earlierId, words), actor.Current, ct),
        () =>
        {
            TempData.Say(Meaning.Good, "Recorded: it is no duplicate.");
            return LocalRedirect(ReviewLinks.Page(id) + "#earlier");
        },
        () => this.WorkspaceAsync(requests, id, actor.Current, ct));

    /// <param name="by">The reference of the request that takes its place, where the page that leads here knows it.</param>
    [HttpGet("supersede")]
    [Needs(Permission.CloseRequest)]
    public Task<IActionResult> Supersede(Guid id, string? by, CancellationToken ct) => PageAsync(id, new SupersedeForm { By = by }, ct);

    [HttpPost("supersede")]
    [Needs(Permission.CloseRequest)]
    public Task<IActionResult> Superseded(Guid id, SupersedeForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => supersede.ExecuteAsync(new SupersedeRequest.Input(id, form.By, form.Words), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Superseded. Nothing is disclosed under it any more, and the letter is sent.");
                return LocalRedirect(ReviewLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, SupersedeForm form, CancellationToken ct) =>
        View("Supersede", new SupersedeView(await requests.ExecuteAsync(id, "supersede", actor.Current, ct), form));
}
