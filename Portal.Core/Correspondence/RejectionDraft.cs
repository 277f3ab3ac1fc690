using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>Why a request is not acted on: reasons of the rule book, by code, and the writer's own words.</summary>
/// <param name="Words">What is particular to this case. The agency reads it.</param>
/// <param name="Mend">What the agency can do about it; empty for the letter's own sentence.</param>
public sealed record RejectionDraft(ImmutableArray<string> ReasonCodes, string? Words, string? Mend) : LetterDraft
{
    private const int Longest = 4000;

    internal override Permission Permission => Permission.RejectRequest;

    /// <summary>The reasons as picked, in the rule book's order.</summary>
    internal IEnumerable<RefusalReason> Reasons(LegalRequest request, RequestLaw law) =>
        law.BookOf(request).Reasons.Where(r => r.MayRefuse && ReasonCodes.Contains(r.Code, StringComparer.Ordinal));

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        var known = Reasons(request, law).Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        if (ReasonCodes.IsEmpty)
            yield return new RuleViolation("reason.missing", "Choose at least one reason; the agency reads it in the letter.", nameof(ReasonCodes));
        else if (!ReasonCodes.All(known.Contains))
            yield return new RuleViolation("reason.unknown", "Choose the reasons from the list: the rule book of this request has no other.", nameof(ReasonCodes));
        if (string.IsNullOrWhiteSpace(Words))
            yield return new RuleViolation("reason.words", "Say in a sentence what is wrong in this case; the agency reads it in the letter.", nameof(Words));
        else if (Words.Length > Longest)
            yield return new RuleViolation("reason.long", $"Shorten what is wrong to {Longest:N0} characters.", nameof(Words));
        if (Mend?.Length > Longest)
            yield return new RuleViolation("mend.long", $"Shorten what the agency can do to {Longest:N0} characters.", nameof(Mend));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head)
    {
        var reasons = Reasons(request, law).ToList();
        return templates.Render(new RejectionLetter
        {
            Head = head,
            // The writer's words stand once, under the last reason: they are about the case, not about one of its reasons.
            Reasons =
            [
                .. reasons.Select((reason, i) => new LetterReason
                {
                    Name = reason.Name,
                    Words = reason.Words,
                    Citation = reason.Citation,
                    Detail = i == reasons.Count - 1 ? Words!.Trim() : null,
                }),
            ],
            Mend = string.IsNullOrWhiteSpace(Mend) ? null : Mend.Trim(),
            PreservedUntil = null,
        });
    }
}
