using System.ComponentModel.DataAnnotations;
using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Packages;

public sealed record DestructionForm
{
    [Display(Name = "Your statement")]
    public string? Statement { get; init; }
}

public sealed record PackageView(AgencyPackage Of, DestructionForm Form)
{
    public Disclosure Package => Of.Package;

    public string FileName => $"{Package.PackageReference}.zip";

    public string FileHref => $"{RequestLinks.Package(Package.Id)}/file";

    public string DestructionHref => $"{RequestLinks.Package(Package.Id)}/destruction";

    public bool AsksDestruction => Package is { RecalledAt: not null, DestructionConfirmedAt: null };

    /// <summary>The file of the transcript to open first: all of it, or the volume that lists the others.</summary>
    public static string FirstOfTranscript(Disclosure package) => package.Volumes == 1 ? "data/disclosure.pdf" : "data/disclosure-001.pdf";

    /// <summary>Pages and files of the transcript.</summary>
    public static string TranscriptOf(Disclosure package)
    {
        var pages = package.Pages == 0 ? "" : $"{InWords.Count(package.Pages, "page")}, ";
        return package.Volumes == 1
            ? $"{pages}signed, in {FirstOfTranscript(package)}"
            : $"{pages}in {InWords.Number(package.Volumes)} volumes, each signed; {FirstOfTranscript(package)} lists the others, up to data/disclosure-{package.Volumes:D3}.pdf";
    }

    public static string BytesOf(DownloadReceipt receipt, long whole) =>
        receipt.From == 0 && receipt.To == whole ? "All of it" : $"Bytes {receipt.From:N0} to {receipt.To - 1:N0}";
}
