using System.ComponentModel.DataAnnotations;
using Portal.Core.Documents;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record DocumentForm
{
    [Display(Name = "The signed order")]
    [Required(ErrorMessage = "Choose the order as a PDF file.")]
    public IFormFile? File { get; init; }
}

public sealed record DocumentsView(DraftPage Page)
{
    public DocumentForm Form { get; } = new();

    public string Lead => Page.Draft.Rule.DocumentRequired
        ? "Upload the signed order itself, complete and as you received it: a digital signature in the file stays checkable. Add attachments that the order refers to. A scan is fine; a photograph of a screen is not."
        : "Nothing has to be uploaded: your sworn statement is the request. If you have a paper that supports it, such as a missing-person report, add it as a PDF.";

    public IReadOnlyList<OrderDocument> Documents => Page.Draft.Documents;
}

internal static class DocumentPages
{
    /// <summary>What the malware scanner said, or that there is none: never called clean when nobody looked.</summary>
    public static string ScanWords(OrderDocument document) => document.Scan switch
    {
        Portal.Core.Documents.ScanState.Clean => "Checked for malware, none found",
        Portal.Core.Documents.ScanState.Refused => "Refused",
        _ => "Structure checked; not scanned for malware",
    };

    public static Shared.Parts.ScanState ScanOf(OrderDocument document) => document.Scan switch
    {
        Portal.Core.Documents.ScanState.Clean => Shared.Parts.ScanState.Clean,
        Portal.Core.Documents.ScanState.Refused => Shared.Parts.ScanState.Refused,
        _ => Shared.Parts.ScanState.Unscanned,
    };

    public static IReadOnlyList<OrderPage> Of(OrderDocument document) =>
    [
        .. document.Pages.Select(p => new OrderPage(
            p.Number, RequestLinks.DocumentPage(document.RequestId, document.Id, p.Number), p.WidthPixels, p.HeightPixels, p.Text)),
    ];
}
