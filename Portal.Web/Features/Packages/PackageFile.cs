using Microsoft.AspNetCore.Mvc;
using Portal.Core.Disclosures.Delivery;

namespace Portal.Web.Features.Packages;

/// <summary>The archive as a download that can be resumed, and the receipt's end once the last byte has gone out.</summary>
internal sealed class PackageFile : FileStreamResult
{
    private readonly Func<Task> sent;

    public PackageFile(OpenedDownload opened, Func<Task> sent)
        : base(opened.Content, "application/zip")
    {
        this.sent = sent;
        FileDownloadName = opened.FileName;
        EnableRangeProcessing = true;
    }

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await base.ExecuteResultAsync(context);
        var http = context.HttpContext;
        // A broken connection ends the copying quietly; the receipt then stays open, which is the truth.
        if (http.RequestAborted.IsCancellationRequested) return;
        if (http.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent) await sent();
    }
}
