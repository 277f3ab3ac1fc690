using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>A letter in the writer's own words, on a request.</summary>
public sealed record MessageDraft(string? Subject, string? Text) : LetterDraft
{
    private const int LongestSubject = 120;
    private const int LongestText = 8000;

    /// <summary>Names of the documents that go with it.</summary>
    private ImmutableArray<string> Enclosed { get; init; } = [];

    internal override Permission Permission => Permission.CorrespondWithAgency;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(Subject))
            yield return new RuleViolation("subject.missing", "Enter what the letter is about, in a few words.", nameof(Subject));
        else if (Subject.Length > LongestSubject || Subject.Any(char.IsControl))
            yield return new RuleViolation("subject.long", $"Write the subject in one line of at most {LongestSubject} characters.", nameof(Subject));
        if (string.IsNullOrWhiteSpace(Text))
            yield return new RuleViolation("text.missing", "Write the letter.", nameof(Text));
        else if (Text.Length > LongestText)
            yield return new RuleViolation("text.long", $"Shorten the letter to {LongestText:N0} characters.", nameof(Text));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new MessageLetter { Head = head, Subject = Subject!.Trim(), Paragraphs = Paragraphs(Text!), Enclosures = Enclosed });

    internal override LetterDraft Enclosing(IReadOnlyList<string> enclosures) => this with { Enclosed = [.. enclosures] };

    private static ImmutableArray<string> Paragraphs(string text) =>
        [.. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
