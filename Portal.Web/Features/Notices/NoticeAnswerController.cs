using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Notices;

/// <summary>What comes after: the account holder objects, somebody decides on it; a danger is looked at again.</summary>
[Needs(Permission.DecideNotice)]
[Route("review/{id:guid}/notice")]
public sealed class NoticeAnswerController(ReviewRequestQuery requests, RecordObjection record, DecideObjection answer, ReviewBar review, SignedInActor actor) : Controller
{
    [HttpGet("objection")]
    public Task<IActionResult> Objection(Guid id, CancellationToken ct) => ObjectionAsync(id, new WordsForm(), ct);

    [HttpPost("objection")]
    public Task<IActionResult> Objection(Guid id, WordsForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => record.ExecuteAsync(new RecordObjection.Input(id, form.Words), actor.Current, ct),
            () => Said(id, "The objection is recorded. Nothing is released before an approver has decided on it."),
            () => ObjectionAsync(id, form, ct));
    }

    [HttpPost("objection/answer")]
    [Needs(Permission.ApproveScope)]
    public Task<IActionResult> Answer(Guid id, WordsForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => answer.ExecuteAsync(new DecideObjection.Input(id, form.Words), actor.Current, ct),
            () => Said(id, "Decided: the request goes on when its notice period is over."),
            () => ObjectionAsync(id, form, ct));
    }

    [HttpGet("bar")]
    public Task<IActionResult> Bar(Guid id, CancellationToken ct) => BarAsync(id, new BarForm(), ct);

    [HttpPost("bar")]
    public Task<IActionResult> Bar(Guid id, BarForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => review.ExecuteAsync(form.ToInput(id), actor.Current, ct),
            () => Said(id, "What you found is recorded."),
            () => BarAsync(id, form, ct));
    }

    private LocalRedirectResult Said(Guid id, string words)
    {
        TempData.Say(Meaning.Good, words);
        return LocalRedirect(ReviewLinks.Page(id) + "#notice");
    }

    private async Task<IActionResult> ObjectionAsync(Guid id, WordsForm form, CancellationToken ct) =>
        View("Objection", new ObjectionView(await requests.ExecuteAsync(id, "notice", actor.Current, ct), form));

    private async Task<IActionResult> BarAsync(Guid id, BarForm form, CancellationToken ct) =>
        View("Bar", new BarView(await requests.ExecuteAsync(id, "notice", actor.Current, ct), form));
}
