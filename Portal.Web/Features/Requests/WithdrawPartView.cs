using System.ComponentModel.DataAnnotations;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Requests;

public sealed record WithdrawPartForm
{
    [Display(Name = "Which lines do you withdraw?")]
    public IReadOnlyList<string>? LineIds { get; init; }

    [Display(Name = "Why do you withdraw them?")]
    public string? Reason { get; init; }
}

public sealed record WithdrawPartView(AgencyRequest Of, WithdrawPartForm Form)
{
    public IEnumerable<Choice> Lines => Of.Request.Lines.OrderBy(l => l.Number).Select(l =>
        new Choice(l.LineId, $"{l.LineId}: {DataCategories.Name(l.Category)} of {Of.Request.Targets.Single(t => t.Id == l.TargetId).Label}", LineWords.Utc(l.Window)));
}
