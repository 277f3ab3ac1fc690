using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Desk;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Review;

public sealed record SavedViewForm
{
    [Display(Name = "Name")]
    public string? Name { get; init; }

    public string? Filters { get; init; }
}

/// <param name="Edited">The view that is being renamed; null where none is.</param>
/// <param name="Form">With filters where some are to be saved.</param>
public sealed record SavedViewsView(IReadOnlyList<SavedViewLine> Views, SavedViewLine? Edited, SavedViewForm Form)
{
    public bool Saves => Edited is null && !string.IsNullOrEmpty(Form.Filters);
}

/// <summary>A person's own views of the queue.</summary>
[Needs(Permission.ViewCasework)]
[Route("review/views")]
public sealed class SavedViewsController(SavedViewsQuery views, SaveView save, RenameView rename, DeleteView delete, OpenQueueOnView opens, SignedInActor actor) : Controller
{
    /// <param name="filters">To be saved, as they stand in the queue's address.</param>
    /// <param name="edit">The view to rename.</param>
    [HttpGet("")]
    public Task<IActionResult> Views(string? filters, Guid? edit, CancellationToken ct) => PageAsync(new SavedViewForm { Filters = filters }, edit, ct);

    [HttpPost("")]
    public Task<IActionResult> Save(SavedViewForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => save.ExecuteAsync(new SaveView.Input(form.Name, form.Filters), actor.Current, ct),
            () => Done("The view is saved. It stands above the queue.", $"{ReviewLinks.Queue}?{form.Filters?.TrimStart('?')}"),
            () => PageAsync(form, null, ct));
    }

    [HttpPost("{viewId:guid}/rename")]
    public Task<IActionResult> Rename(Guid viewId, SavedViewForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => rename.ExecuteAsync(new RenameView.Input(viewId, form.Name), actor.Current, ct),
            () => Done("The view has its new name.", ReviewLinks.Views),
            () => PageAsync(form, viewId, ct));
    }

    [HttpPost("{viewId:guid}/delete")]
    public Task<IActionResult> Delete(Guid viewId, CancellationToken ct) => this.AttemptAsync(
        () => delete.ExecuteAsync(viewId, actor.Current, ct),
        () => Done("The view is deleted. The requests it showed are untouched.", ReviewLinks.Views),
        () => PageAsync(new SavedViewForm(), null, ct));

    /// <param name="on">Whether the queue opens on it from now on.</param>
    [HttpPost("{viewId:guid}/opens-queue")]
    public Task<IActionResult> OpensQueue(Guid viewId, bool on, CancellationToken ct) => this.AttemptAsync(
        () => opens.ExecuteAsync(new OpenQueueOnView.Input(viewId, on), actor.Current, ct),
        () => Done(on ? "The queue opens on this view now." : "The queue opens on what is to be checked again.", ReviewLinks.Views),
        () => PageAsync(new SavedViewForm(), null, ct));

    private LocalRedirectResult Done(string what, string to)
    {
        TempData.Say(Meaning.Good, what);
        return LocalRedirect(to);
    }

    private async Task<IActionResult> PageAsync(SavedViewForm form, Guid? edit, CancellationToken ct)
    {
        var all = await views.ExecuteAsync(actor.Current, ct);
        return View("Views", new SavedViewsView(all, all.FirstOrDefault(v => v.Id == edit), form));
    }
}
