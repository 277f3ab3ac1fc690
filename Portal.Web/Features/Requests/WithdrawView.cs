using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

public sealed record WithdrawForm
{
    [Display(Name = "Why do you withdraw it?")]
    [Required(ErrorMessage = "Say why, in a sentence that our legal staff may read.")]
    [StringLength(1000, ErrorMessage = "Shorten the reason to 1,000 characters.")]
    public string? Reason { get; init; }

    public string? Typed { get; init; }
}

public sealed record WithdrawView(AgencyRequest Of, WithdrawForm Form);
