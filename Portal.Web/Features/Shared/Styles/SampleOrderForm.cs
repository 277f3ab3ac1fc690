using System.ComponentModel.DataAnnotations;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared.Styles;

/// <summary>A form with one of each field.</summary>
public sealed class SampleOrderForm
{
    [Required(ErrorMessage = "Choose what kind of order you have")]
    public string? Instrument { get; set; }

    [RealDate("the date the order was signed")]
    public DateParts SignedOn { get; set; } = new();

    [Required(ErrorMessage = "Enter the court or authority that issued the order")]
    public string? Issuer { get; set; }

    [Display(Name = "Your case number")]
    [StringLength(20, ErrorMessage = "Shorten your case number to at most 20 characters")]
    public string? CaseNumber { get; set; }

    public string? Zone { get; set; }

    [Required(ErrorMessage = "Tick at least one kind of data")]
    public string[]? Categories { get; set; }

    [MaxLength(500, ErrorMessage = "Shorten what happened to at most 500 characters")]
    public string? Facts { get; set; }

    public IFormFile? Order { get; set; }

    [Range(typeof(bool), "true", "true", ErrorMessage = "Confirm that the order is in force")]
    public bool InForce { get; set; }

    public string? Reason { get; set; }

    public string? Note { get; set; }

    public int? KeepDays { get; set; } = 90;

    public string? Typed { get; set; }
}
