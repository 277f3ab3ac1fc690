using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Requests;

/// <summary>What is decided on an appeal, and why.</summary>
/// <param name="Words">The agency reads them in the letter.</param>
public sealed record AppealDecisionDraft(bool? Allowed, string? Words) : LetterDraft
{
    private const int Longest = 4000;

    internal override Permission Permission => Permission.RejectRequest;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (Allowed is null)
            yield return new RuleViolation("appeal.undecided", "Choose whether the decision stands.", nameof(Allowed));
        if (string.IsNullOrWhiteSpace(Words))
            yield return new RuleViolation("appeal.words", "Say why; the agency reads it in the letter.", nameof(Words));
        else if (Words.Length > Longest)
            yield return new RuleViolation("appeal.words-long", $"Shorten the reasons to {Longest:N0} characters.", nameof(Words));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new AppealDecisionLetter { Head = head, Allowed = Allowed!.Value, Words = Words!.Trim() });
}
