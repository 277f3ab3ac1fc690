using System.ComponentModel.DataAnnotations;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record NoteForm
{
    [Display(Name = "Note for colleagues")]
    public string? Text { get; init; }
}

public sealed record CallBackForm
{
    [Display(Name = "Whom did you speak with?")]
    public string? SpokeWith { get; init; }

    [Display(Name = "What came of it?")]
    public CallBackOutcome? Outcome { get; init; }

    [Display(Name = "Remarks")]
    public string? Note { get; init; }

    public static IEnumerable<Choice> Outcomes { get; } = [.. Enum.GetValues<CallBackOutcome>().Select(o => new Choice(o.ToString(), CallBackWords.Of(o)))];

    public RecordCallBack.Input ToInput(Guid requestId) => new(requestId, SpokeWith ?? "", Outcome, Note);
}
