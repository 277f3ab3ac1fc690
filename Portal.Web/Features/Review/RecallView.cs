using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record RecallForm
{
    [Display(Name = "Why it is recalled")]
    public string? Reason { get; init; }

    public string? Typed { get; init; }

    public void Check(string reference, ModelStateDictionary problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (!Confirm.Matches(Typed, reference))
            problems.AddModelError(nameof(Typed), $"Type {reference} exactly, so that no other package is recalled by mistake.");
    }
}

public sealed record RecallView(ReviewRequest Of, RecallForm Form)
{
    public bool IsOpen => Of.Can(RequestAction.Recall) && Of.Disclosure is not null;

    public string WhyClosed => new StepView(Of, RequestAction.Recall, new StepForm()).WhyClosed;
}
