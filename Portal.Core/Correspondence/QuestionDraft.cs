using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>A question without whose answer the request cannot go on.</summary>
/// <param name="Needed">What is missing, a point each; may be empty.</param>
/// <param name="AnswerBy">The last day for an answer.</param>
public sealed record QuestionDraft(string? Question, ImmutableArray<string> Needed, DateOnly? AnswerBy) : LetterDraft
{
    private const int Longest = 4000;

    internal override Permission Permission => Permission.CorrespondWithAgency;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Question))
            yield return new RuleViolation("question.missing", "Enter the question, in words that the officer can answer.", nameof(Question));
        else if (Question.Length > Longest)
            yield return new RuleViolation("question.long", $"Shorten the question to {Longest:N0} characters.", nameof(Question));
        if (Needed.Any(n => n.Length > 400))
            yield return new RuleViolation("needed.long", "Shorten each point of what is needed to 400 characters.", nameof(Needed));
        if (AnswerBy is not { } day)
            yield return new RuleViolation("answer-by.missing", "Enter the day by which you ask for an answer, like 27 3 2026.", nameof(AnswerBy));
        else if (today >= day)
            yield return new RuleViolation("answer-by.past", "The day by which you ask for an answer has to lie in the future.", nameof(AnswerBy));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new QuestionLetter
        {
            Head = head,
            Question = Question!.Trim(),
            Needed = Needed,
            AnswerBy = AnswerBy!.Value,
            ClockPaused = law.StandsStillIfAsked(request),
        });
}
