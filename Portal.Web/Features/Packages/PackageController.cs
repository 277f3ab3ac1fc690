using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Core.Access;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features.Packages;

/// <summary>A package: what it holds, how to check it, and the file itself after a fresh code.</summary>
[Route("packages/{id:guid}")]
public sealed class PackageController(PackageQuery packages, StartDownload start, CompleteDownload complete, ConfirmDestruction confirm, SignedInActor actor) : Controller
{
    [HttpGet("")]
    [Needs(Permission.DownloadPackage)]
    public Task<IActionResult> Package(Guid id, CancellationToken ct) => PageAsync(id, new DestructionForm(), ct);

    /// <summary>The archive, whole or the piece that is asked for to resume with; every answer leaves a receipt.</summary>
    [HttpGet("file")]
    [OfferedBy(nameof(Package))]
    [Needs(Permission.DownloadPackage)]
    public async Task<IActionResult> Download(Guid id, CancellationToken ct)
    {
        var package = (await packages.ExecuteAsync(id, actor.Current, ct)).Package;
        var (from, to) = WantedBytes.Of(Request, package.Bytes, package.Sha256);
        var opened = await start.ExecuteAsync(new StartDownload.Input(id, from, to), actor.Current, ct);
        return new PackageFile(opened, () => complete.ExecuteAsync(opened.ReceiptId, actor.Current, CancellationToken.None))
        {
            EntityTag = new EntityTagHeaderValue($"\"{opened.Sha256}\""),
        };
    }

    [HttpPost("destruction")]
    [Needs(Permission.ConfirmDestruction)]
    public Task<IActionResult> Destruction(Guid id, DestructionForm form, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this.AttemptAsync(
            () => confirm.ExecuteAsync(new ConfirmDestruction.Input(id, form.Statement ?? ""), actor.Current, ct),
            () =>
            {
                TempData.Say(Meaning.Good, "Thank you. Your statement is kept with the request.");
                return LocalRedirect(RequestLinks.Package(id));
            },
            () => PageAsync(id, form, ct));
    }

    private async Task<IActionResult> PageAsync(Guid id, DestructionForm form, CancellationToken ct) =>
        View(nameof(Package), new PackageView(await packages.ExecuteAsync(id, actor.Current, ct), form));
}
