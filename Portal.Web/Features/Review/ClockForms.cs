using System.ComponentModel.DataAnnotations;
using Portal.Core.Correspondence;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record ExtendForm : LetterForm
{
    [Display(Name = "Which clock was extended?")]
    public string? Clock { get; init; }

    [Display(Name = "New last day")]
    public DateParts Day { get; init; } = new();

    [Display(Name = "Until what time")]
    public string? Time { get; init; }

    [Display(Name = "Who granted it")]
    public string? GrantedBy { get; init; }

    [Display(Name = "Document and place in it")]
    public string? Finding { get; init; }

    [Display(Name = "Why")]
    public string? Reason { get; init; }

    public ExtensionDraft ToDraft() => new(Clock, Day.Read(), Time, GrantedBy, Finding, Reason);
}

public sealed record ExtendView(ReviewRequest Of, ExtendForm Form, LetterPreview? Letter)
{
    /// <summary>Clocks with a date; those that the law lets nobody extend stand there and cannot be chosen.</summary>
    public IEnumerable<Choice> Clocks => Of.Clocks.All.Where(c => c.IsOpen).Select(c => new Choice(
        c.Key,
        $"{c.Name}, {c.Law.Name}",
        c.Due.Clock.Extendable ? $"Now until {ZoneTime.Words(c.Due.Instant!.Value, Of.Clocks.Zone)}" : "The law lets nobody extend this clock",
        Disabled: !c.Due.Clock.Extendable));

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Extend(Of.Request.Id), "Extend and send the letter");
}

public sealed record AddLawForm
{
    [Display(Name = "Which law applies as well?")]
    public string? Instrument { get; init; }

    [Display(Name = "Why it applies")]
    public string? Reason { get; init; }
}

public sealed record AddLawView(RequestClocksPage Of, AddLawForm Form)
{
    public IEnumerable<Choice> Laws => Of.Addable.Select(r => new Choice(r.Code, r.Name, string.Join(" ", r.Clocks.Select(c => c.Statement.Words))));
}
