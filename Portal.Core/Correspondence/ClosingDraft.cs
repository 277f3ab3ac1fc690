using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>A request ends because our question stayed without an answer.</summary>
/// <param name="Words">What was asked and did not come, in the writer's words. The agency reads it.</param>
public sealed record ClosingDraft(string? Words) : LetterDraft
{
    private const int Longest = 2000;

    internal override Permission Permission => Permission.CloseRequest;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Words))
            yield return new RuleViolation("closing.words", "Say in a sentence what you asked for and did not get; the agency reads it in the letter.", nameof(Words));
        else if (Words.Length > Longest)
            yield return new RuleViolation("closing.long", $"Shorten what you asked for to {Longest:N0} characters.", nameof(Words));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new ClosedWithoutReplyLetter { Head = head, AskedUtc = request.StatusSince, Words = Words!.Trim() });
}
