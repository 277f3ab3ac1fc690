using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Core.Requests;
using Portal.Web.Features.Review;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Emergencies;

/// <summary>Why no less would meet the danger: said before an emergency's scope is proposed.</summary>
[Needs(Permission.ProposeScope)]
[Route("review/{id:guid}/minimum")]
public sealed class MinimumController(ReviewRequestQuery requests, StateMinimum state, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Minimum(Guid id, CancellationToken ct) => PageAsync(id, null, ct);

    [HttpPost("")]
    public Task<IActionResult> Minimum(Guid id, MinimumForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => state.ExecuteAsync(new StateMinimum.Input(id, form.Words), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Kept. The second person reads it beside the scope.");
                return LocalRedirect(ReviewLinks.Page(id) + "#scope");
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, MinimumForm? typed, CancellationToken ct)
    {
        var request = await requests.ExecuteAsync(id, "minimum", actor.Current, ct);
        if (request.Rule.Minimum is null) throw new NotVisible("minimum to state");
        return View("Minimum", new MinimumView(request, typed ?? new MinimumForm { Words = request.Draft?.Minimum }));
    }
}

public sealed record MinimumForm
{
    [Display(Name = "Why would nothing less meet the danger?")]
    public string? Words { get; init; }
}

public sealed record MinimumView(ReviewRequest Of, MinimumForm Form);
