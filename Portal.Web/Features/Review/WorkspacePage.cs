using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

/// <summary>The workspace as several controllers show it: as it stands, or again with what is wrong in one of its forms.</summary>
internal static class WorkspacePage
{
    public static async Task<IActionResult> WorkspaceAsync(this Controller controller, ReviewRequestQuery requests, Guid id, Actor me, CancellationToken ct, NoteForm? note = null, CallBackForm? callBack = null) =>
        controller.View("Workspace", new WorkspaceView(await requests.ExecuteAsync(id, "workspace", me, ct), me, note ?? new NoteForm(), callBack ?? new CallBackForm(),
            await controller.HttpContext.RequestServices.GetRequiredService<ReadThread>().ExecuteAsync(id, me, ct)));
}
