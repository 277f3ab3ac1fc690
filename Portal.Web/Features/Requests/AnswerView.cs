using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

public sealed record AnswerForm
{
    [Display(Name = "Your answer")]
    public string? Text { get; init; }

    [Display(Name = "Documents that belong to it")]
    public IReadOnlyList<IFormFile>? Files { get; init; }
}

public sealed record AnswerView(AgencyRequest Of, AnswerForm Form);
