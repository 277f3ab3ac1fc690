using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Portal.Core.Correspondence;
using Portal.Core.Documents;
using Portal.Core.Requests;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Review;

public sealed record AskForm : LetterForm
{
    [Display(Name = "Your question")]
    public string? Question { get; init; }

    [Display(Name = "What you need")]
    public string? Needed { get; init; }

    [Display(Name = "Answer by")]
    public DateParts AnswerBy { get; init; } = new();

    public static AskForm For(ReviewRequest of) => new();

    public QuestionDraft ToDraft() => new(Question, [.. (Needed ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], AnswerBy.Read());
}

public sealed record AskView(ReviewRequest Of, AskForm Form, LetterPreview? Letter)
{
    public bool IsOpen => Of.Can(RequestAction.AskAgency);

    public string WhyClosed => new StepView(Of, RequestAction.AskAgency, new StepForm()).WhyClosed;

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Ask(Of.Request.Id), "Send the question");
}

public sealed record AcknowledgeForm : LetterForm
{
    [Display(Name = "What happens next")]
    public string? NextStep { get; init; }

    /// <summary>Filled in as it usually goes from where the request stands; the writer changes it where this case differs.</summary>
    public static AcknowledgeForm For(ReviewRequest of)
    {
        ArgumentNullException.ThrowIfNull(of);
        var request = of.Request;
        var next = ReviewGroups.Of(request.Status) == ReviewGroup.ToCheck
            ? $"We call {request.Agency.Name} back on the telephone number in our register to confirm the request. A legal reviewer then reads the order."
            : "A legal reviewer reads the order and decides what it reaches.";
        return new AcknowledgeForm
        {
            NextStep = request.RespondBy is { } by ? string.Create(CultureInfo.InvariantCulture, $"{next} We answer by {InWords.Exact(by)}.") : next,
        };
    }

    public AcknowledgementDraft ToDraft() => new(NextStep);
}

public sealed record AcknowledgeView(ReviewRequest Of, AcknowledgeForm Form, LetterPreview? Letter)
{
    public bool IsOpen => !Of.Acknowledged && !RequestTransitions.IsFinal(Of.Request.Status);

    public string WhyClosed => Of.Acknowledged ? "The request has been acknowledged already. Write to the agency instead." : "The request has ended: there is nothing left to acknowledge.";

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Acknowledge(Of.Request.Id), "Send the acknowledgement");
}

public sealed record CloseForm : LetterForm
{
    [Display(Name = "What you asked for and did not get")]
    public string? Words { get; init; }

    public ClosingDraft ToDraft() => new(Words);
}

public sealed record CloseView(ReviewRequest Of, CloseForm Form, LetterPreview? Letter)
{
    public bool IsOpen => Of.Can(RequestAction.CloseWithoutReply);

    public string WhyClosed => new StepView(Of, RequestAction.CloseWithoutReply, new StepForm()).WhyClosed;

    public LetterPanel Panel => new(Letter, Of, ReviewLinks.CloseWithoutReply(Of.Request.Id), "Close the request and send the letter");
}

public sealed record WriteForm : LetterForm
{
    [Display(Name = "Subject")]
    public string? Subject { get; init; }

    [Display(Name = "Letter")]
    public string? Text { get; init; }

    [Display(Name = "Enclose a document")]
    public IFormFile? File { get; init; }

    public static WriteForm For(ReviewRequest of) => new();

    public MessageDraft ToDraft() => new(Subject, Text);
}

public sealed record WriteView(ReviewRequest Of, WriteForm Form, LetterPreview? Letter, IReadOnlyList<OrderDocument> Enclosures)
{
    public LetterPanel Panel => new(Letter, Of, ReviewLinks.Write(Of.Request.Id), "Send the letter");
}
