using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Preservation;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Preservation;

/// <summary>One preservation: how long it holds, extending it once, linking the request it was kept for.</summary>
[Needs(Permission.RequestPreservation)]
[Route("preservation/{id:guid}")]
public sealed class PreservationPageController(PreservationQuery preservation, ExtendPreservation extend, LinkPreservation link, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Preservation(Guid id, CancellationToken ct) => PageAsync(id, new LinkForm(), ct);

    [HttpPost("extend")]
    public Task<IActionResult> Extend(Guid id, CancellationToken ct) => this.AttemptAsync(
        () => extend.ExecuteAsync(id, actor.Current, ct),
        () => Done(id, "The preservation is extended."),
        () => PageAsync(id, new LinkForm(), ct));

    [HttpPost("link")]
    public Task<IActionResult> Link(Guid id, LinkForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => link.ExecuteAsync(id, form.RequestId!.Value, actor.Current, ct),
            () => Done(id, "The records are now kept for that request."),
            () => PageAsync(id, form, ct));
    }

    private LocalRedirectResult Done(Guid id, string what)
    {
        TempData.Say(Meaning.Good, what);
        return LocalRedirect(PreservationLinks.Page(id));
    }

    private async Task<IActionResult> PageAsync(Guid id, LinkForm form, CancellationToken ct) =>
        View(nameof(Preservation), new PreservationView(await preservation.ExecuteAsync(id, actor.Current, ct), form));
}
