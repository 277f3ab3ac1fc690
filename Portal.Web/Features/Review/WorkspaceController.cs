using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

/// <summary>Everything about a decision on one screen.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/{id:guid}")]
public sealed class WorkspaceController(ReviewRequestQuery requests, AssignRequest assign, AddNote notes, ResolveTargets resolve, RecordCallBack callBack, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Workspace(Guid id, CancellationToken ct) => this.WorkspaceAsync(requests, id, actor.Current, ct);

    [HttpPost("assign")]
    [Needs(Permission.TriageRequest)]
    public async Task<IActionResult> Assign(Guid id, CancellationToken ct)
    {
        await assign.ExecuteAsync(id, actor.Current, ct);
        TempData.Say(Meaning.Good, "The request is yours now.");
        return LocalRedirect(ReviewLinks.Page(id));
    }

    [HttpPost("note")]
    public Task<IActionResult> Note(Guid id, NoteForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => notes.ExecuteAsync(new AddNote.Input(id, form.Text), actor.Current, ct),
            () => LocalRedirect(ReviewLinks.Page(id) + "#notes"),
            () => this.WorkspaceAsync(requests, id, actor.Current, ct, note: form));
    }

    [HttpPost("targets")]
    [Needs(Permission.TriageRequest)]
    public Task<IActionResult> Targets(Guid id, CancellationToken ct) => this.AttemptAsync(
        () => resolve.ExecuteAsync(id, actor.Current, ct),
        () => LocalRedirect(ReviewLinks.Page(id) + "#targets"),
        () => this.WorkspaceAsync(requests, id, actor.Current, ct));

    [HttpPost("call-back")]
    [Needs(Permission.CheckIdentity)]
    public Task<IActionResult> CallBack(Guid id, CallBackForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => callBack.ExecuteAsync(form.ToInput(id), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "The call-back is recorded.");
                return LocalRedirect(ReviewLinks.Page(id) + "#identity");
            },
            () => this.WorkspaceAsync(requests, id, actor.Current, ct, callBack: form));
    }
}
