using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Desk;
using Portal.Core.Reminders;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Desk;

/// <summary>What a member of the legal staff opens on: what to do next.</summary>
[Needs(Permission.ViewCasework)]
[Route("desk")]
public sealed class DeskController(DeskQuery desk, PutReminderAway putAway, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Desk(CancellationToken ct) => View(new DeskView(await desk.ExecuteAsync(actor.Current, ct), actor.Current));

    [HttpPost("reminders/{reminderId:guid}/seen")]
    public async Task<IActionResult> Seen(Guid reminderId, CancellationToken ct)
    {
        await putAway.ExecuteAsync(reminderId, actor.Current, ct);
        TempData.Say(Meaning.Good, "The reminder is put away. The next one about the same date comes up again.");
        return LocalRedirect(ReviewLinks.Desk);
    }
}
