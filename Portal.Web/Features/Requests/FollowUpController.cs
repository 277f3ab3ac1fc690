using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>More, or for longer, under the same order: a new draft that begins with what is known.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/follow-up")]
public sealed class FollowUpController(FileFollowUp followUp, SignedInActor actor) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> FollowUp(Guid id, CancellationToken ct)
    {
        var draft = await followUp.ExecuteAsync(id, actor.Current, ct);
        TempData.Say(Meaning.Good, "A new draft with the same instrument, details and accounts. Correct what the order now says, attach it, and ask for the records.");
        return LocalRedirect(RequestLinks.Order(draft));
    }
}
