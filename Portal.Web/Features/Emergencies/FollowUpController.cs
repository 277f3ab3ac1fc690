using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Emergencies;

/// <summary>The legal process that an agency owes after an emergency disclosure.</summary>
[Needs(Permission.ViewAgencyRequests)]
[Route("requests/{id:guid}/legal-process")]
public sealed class FollowUpController(FollowUpQuery followUps, NameLegalProcess name, SignedInActor actor) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> FollowUp(Guid id, CancellationToken ct) => PageAsync(id, new FollowUpForm(), ct);

    [Needs(Permission.FileRequest)]
    [HttpPost("")]
    public Task<IActionResult> FollowUp(Guid id, FollowUpForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => name.ExecuteAsync(new NameLegalProcess.Input(id, form.ProcessId), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Named. We look at it and confirm that it covers the emergency.");
                return LocalRedirect(RequestLinks.Page(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, FollowUpForm form, CancellationToken ct) =>
        View("FollowUp", new FollowUpView(await followUps.FindAsync(id, actor.Current, ct) ?? throw new NotVisible("follow-up"), form));
}

public sealed record FollowUpForm
{
    [Display(Name = "Under which request have you filed the legal process?")]
    public Guid? ProcessId { get; init; }
}

public sealed record FollowUpView(AgencyFollowUp Of, FollowUpForm Form)
{
    public IEnumerable<Choice> Choices => Of.Choices.Select(c => new Choice(c.Id.ToString(), $"{c.Reference}, {c.Instrument}"));
}
