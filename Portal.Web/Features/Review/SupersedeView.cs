using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;

namespace Portal.Web.Features.Review;

public sealed record SupersedeForm
{
    [Display(Name = "Which request takes its place?")]
    public string? By { get; init; }

    [Display(Name = "Why")]
    public string? Words { get; init; }
}

public sealed record SupersedeView(ReviewRequest Of, SupersedeForm Form)
{
    public Guid Id => Of.Request.Id;

    public bool IsOpen => Of.Can(RequestAction.Supersede);

    public string WhyClosed => new StepView(Of, RequestAction.Supersede, new StepForm()).WhyClosed;
}
