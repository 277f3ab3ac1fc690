using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

public sealed record WriteToUsForm
{
    [Display(Name = "Subject")]
    public string? Subject { get; init; }

    [Display(Name = "Message")]
    public string? Text { get; init; }

    [Display(Name = "Documents that belong to it")]
    public IReadOnlyList<IFormFile>? Files { get; init; }
}

public sealed record WriteToUsView(AgencyRequest Of, WriteToUsForm Form);
