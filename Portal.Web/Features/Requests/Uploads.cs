using Portal.Core.Documents;

namespace Portal.Web.Features.Requests;

/// <summary>Files of a form, open for as long as the use case reads them.</summary>
internal sealed class Uploads(IReadOnlyList<IFormFile>? files) : IAsyncDisposable
{
    /// <summary>Bytes of a form with as many documents as a message may have.</summary>
    public const int LongestForm = (DocumentIntake.MostEnclosures * AttachOrder.LongestDocument) + (256 * 1024);

    public IReadOnlyList<UploadedPdf> Files { get; } = [.. (files ?? []).Select(f => new UploadedPdf(f.FileName, f.OpenReadStream()))];

    public async ValueTask DisposeAsync()
    {
        foreach (var file in Files) await file.File.DisposeAsync();
    }
}
