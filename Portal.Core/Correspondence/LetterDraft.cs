using System.Security.Cryptography;
using System.Text;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>
/// What a member of the legal staff puts into a letter: which letter it is, the reasons picked and their own words. The rest is
/// filled in from the request, so that nobody types a reference or a citation.
/// </summary>
public abstract record LetterDraft
{
    /// <summary>What its writer must hold.</summary>
    internal abstract Permission Permission { get; }

    /// <summary>What is missing or wrong, each at its field.</summary>
    internal abstract IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today);

    /// <summary>The same letter, saying what is enclosed with it. Most say nothing.</summary>
    /// <param name="enclosures">Names of documents.</param>
    internal virtual LetterDraft Enclosing(IReadOnlyList<string> enclosures) => this;

    internal abstract RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head);
}

/// <summary>A letter as it would go out.</summary>
/// <param name="Sha256">Of subject and text, lower-case hex: what is sent must be what was seen.</param>
public sealed record LetterPreview(RenderedLetter Letter, string Sha256)
{
    internal static LetterPreview Of(RenderedLetter letter) =>
        new(letter, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{letter.Subject}\n\n{letter.PlainText}"))));
}
