using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Requests;

public sealed record AppealForm
{
    [Display(Name = "Why is the decision mistaken?")]
    public string? Grounds { get; init; }
}

public sealed record AppealView(AgencyRequest Of, AppealForm Form)
{
    public AppealRight? Right => Of.AppealRight;

    public DocumentForm Document { get; } = new();

    public bool Waits => Of.Appeal?.Outcome == AppealOutcome.Pending;

    public bool Withheld => Right?.Withheld == true;
}
