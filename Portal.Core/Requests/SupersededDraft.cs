using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;

namespace Portal.Core.Requests;

/// <summary>The letter that a request has ended because another took its place.</summary>
/// <param name="ReplacedBy">The other's reference.</param>
/// <param name="Words">Why, in the words of who decided it.</param>
public sealed record SupersededDraft(string ReplacedBy, string Words, DateTimeOffset At) : LetterDraft
{
    internal override Permission Permission => Permission.CloseRequest;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today) => [];

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new SupersededLetter { Head = head, ReplacedBy = ReplacedBy, SupersededUtc = At, Words = Words });
}
