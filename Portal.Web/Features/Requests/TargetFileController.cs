using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Requests;

/// <summary>Many accounts and records from a file: looked at line by line first, then added.</summary>
[Needs(Permission.FileRequest)]
[Route("requests/{id:guid}/targets/file")]
public sealed class TargetFileController(PreviewTargetFile preview, ApplyTargetFile apply, DraftQuery drafts, SignedInActor actor) : Controller
{
    /// <summary>Base64 of the longest file, with room for the rest of the form.</summary>
    private const int LongestForm = PreviewTargetFile.LongestFile * 3 / 2;

    [HttpGet("")]
    public Task<IActionResult> TargetFile(Guid id, CancellationToken ct) => PageAsync(id, new TargetFileForm(), [], null, ct);

    [HttpPost("")]
    [RequestSizeLimit(2 * 1024 * 1024)]
    public async Task<IActionResult> TargetFile(Guid id, TargetFileForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var file = await form.ReadAsync(ct);
        IActionResult? shown = null;
        return await this.AttemptAsync(
            async () => shown = await PageAsync(id, form, file, await preview.ExecuteAsync(id, file, actor.Current, ct), ct),
            () => shown!,
            () => PageAsync(id, form, [], null, ct));
    }

    [HttpPost("apply")]
    [RequestFormLimits(ValueLengthLimit = LongestForm)]
    [RequestSizeLimit(2 * LongestForm)]
    public Task<IActionResult> Apply(Guid id, SeenFileForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        var file = form.Read();
        TargetFileReview? added = null;
        return this.AttemptAsync(
            async () => added = await apply.ExecuteAsync(new ApplyTargetFile.Input(id, file, form.OnlyGood, form.Good), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, $"{InWords.Count(added!.Targets, "account")} and {InWords.Count(added.Lines, "line")} of records added from the file.");
                return LocalRedirect(RequestLinks.Targets(id));
            },
            async () => await PageAsync(id, new TargetFileForm(), file, await preview.ExecuteAsync(id, file, actor.Current, ct), ct));
    }

    /// <summary>The faults of the file that was looked at, to mend them beside it.</summary>
    [HttpPost("faults.csv")]
    [RequestFormLimits(ValueLengthLimit = LongestForm)]
    [RequestSizeLimit(2 * LongestForm)]
    public async Task<IActionResult> Faults(Guid id, SeenFileForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return File((await preview.ExecuteAsync(id, form.Read(), actor.Current, ct)).FaultsAsCsv(), "text/csv; charset=utf-8", "faults.csv");
    }

    [HttpGet("template.csv")]
    public async Task<IActionResult> Template(Guid id, CancellationToken ct)
    {
        // Nothing of the draft is in it; but an address below somebody else's draft leads nowhere.
        await drafts.ExecuteAsync(id, actor.Current, ct);
        return File(TargetFileTemplate.Csv(), "text/csv; charset=utf-8", "accounts.csv");
    }

    private async Task<IActionResult> PageAsync(Guid id, TargetFileForm form, byte[] file, TargetFileReview? review, CancellationToken ct) =>
        View(nameof(TargetFile), new TargetFileView(new DraftPage(await drafts.ExecuteAsync(id, actor.Current, ct), DraftStep.Targets), form, review, Convert.ToBase64String(file)));
}
