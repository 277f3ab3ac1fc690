using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record ObjectionForm : LetterForm
{
    [Display(Name = "What it objects to")]
    public EnforcingAnswerKind? Kind { get; init; }

    [Display(Name = "Enforcing authority")]
    public string? Authority { get; init; }

    [Display(Name = "Who answered for it")]
    public string? From { get; init; }

    [Display(Name = "The authority's file number")]
    public string? Reference { get; init; }

    [Display(Name = "Grounds of Article 12")]
    public IReadOnlyList<string>? GroundCodes { get; init; }

    [Display(Name = "What it says of this case")]
    public string? Words { get; init; }

    [Display(Name = "Conditions for the use of the data")]
    public string? Conditions { get; init; }

    public static ObjectionForm For(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return new ObjectionForm { Authority = of.Authority.Notification?.Authority ?? of.Request.OrderFields.GetValueOrDefault("enforcingAuthority") };
    }

    public ObjectionDraft ToDraft() => new(Kind, Authority, From, Reference, [.. GroundCodes ?? []], Words, Conditions);
}

public sealed record ObjectionView(ReviewRequest Of, ObjectionForm Form, LetterPreview? Letter)
{
    public Guid Id => Of.Request.Id;

    public bool IsOpen => Of.Authority.HasEnforcingAuthority && Extents.Count > 0;

    public string WhyClosed => Of.Authority.HasEnforcingAuthority
        ? $"An objection cannot be recorded while the request is “{StaffLook.Words(Of.Request.Status)}”. If a scope waits for its second approval, return it first."
        : "This order has no enforcing authority that could object.";

    public IReadOnlyList<Choice> Extents => [.. AuthorityWords.Extents(Of.Request.Status).Select(k => new Choice(k.ToString(), AuthorityWords.Of(k), HintOf(k)))];

    public IEnumerable<Choice> Grounds => Of.Authority.Grounds.Select(g => new Choice(g.Code, g.Name, $"{g.Words} {g.Citation}"));

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Objection(Id), "Record the objection and send the letter");

    private static string HintOf(EnforcingAnswerKind kind) => kind switch
    {
        EnforcingAnswerKind.ObjectedWholly => "The request ends as not executed",
        EnforcingAnswerKind.ObjectedPartly => "An approval is voided, and the scope is narrowed and approved anew",
        _ => "The issuing authority is told to stop using the data. Recall the package afterwards",
    };
}
