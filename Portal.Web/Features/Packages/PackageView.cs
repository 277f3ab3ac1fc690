using System.ComponentModel.DataAnnotations;
using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Web.Features.Requests;

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

    public static string BytesOf(DownloadReceipt receipt, long whole) =>
        receipt.From == 0 && receipt.To == whole ? "All of it" : $"Bytes {receipt.From:N0} to {receipt.To - 1:N0}";
}
