using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.EuEvidence;

/// <summary>The enforcing authority's objection, as the issuing authority is told of it.</summary>
/// <param name="Kind">Wholly, partly or afterwards; never a clearance.</param>
/// <param name="GroundCodes">Codes of Art. 12.</param>
/// <param name="Words">What the authority says of this case.</param>
/// <param name="Conditions">Under which the data may be used; may be empty.</param>
public sealed record ObjectionDraft(EnforcingAnswerKind? Kind, string? Authority, string? From, string? Reference, ImmutableArray<string> GroundCodes, string? Words, string? Conditions) : LetterDraft
{
    private const int Longest = 4000;
    private const int LongestName = 300;

    internal override Permission Permission => Permission.RejectRequest;

    internal IEnumerable<EuReason> Grounds(LegalRequest request, RequestLaw law) =>
        law.BookOf(request).Article12Grounds.Where(g => GroundCodes.Contains(g.Code, StringComparer.Ordinal));

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (!AuthorityLaw.HasEnforcingAuthority(law.RuleOf(request), request))
            yield return new RuleViolation("authority.none", "This order has no enforcing authority that could object.");
        if (Kind is null or EnforcingAnswerKind.Cleared)
            yield return new RuleViolation("objection.extent", "Choose what the authority objects to.", nameof(Kind));
        if (NameProblem(Authority, "the enforcing authority", nameof(Authority)) is { } authority) yield return authority;
        if (NameProblem(From, "who answered for the authority, by name and post", nameof(From)) is { } from) yield return from;
        if (NameProblem(Reference, "the authority's file number, or the message's", nameof(Reference)) is { } reference) yield return reference;
        if (GroundCodes.IsEmpty)
            yield return new RuleViolation("ground.missing", "Choose at least one ground of Art. 12.", nameof(GroundCodes));
        else if (Grounds(request, law).Count() != GroundCodes.Distinct(StringComparer.Ordinal).Count())
            yield return new RuleViolation("ground.unknown", "Choose the grounds from the list: the rule book of this request has no other.", nameof(GroundCodes));
        if (string.IsNullOrWhiteSpace(Words) || Words.Length > Longest)
            yield return new RuleViolation("objection.words", $"Say in the authority's words what it objects to, in at most {Longest:N0} characters.", nameof(Words));
        if (Conditions?.Length > Longest)
            yield return new RuleViolation("objection.conditions", $"Shorten the conditions to {Longest:N0} characters.", nameof(Conditions));
        else if (!string.IsNullOrWhiteSpace(Conditions) && Kind == EnforcingAnswerKind.ObjectedWholly)
            yield return new RuleViolation("objection.conditions", "Conditions go with data that is or was disclosed. Leave them empty, or choose another extent.", nameof(Conditions));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head)
    {
        var grounds = Grounds(request, law).ToList();
        return templates.Render(new EnforcingObjectionLetter
        {
            Head = head,
            EnforcingAuthority = Authority!.Trim(),
            TheirFile = Reference!.Trim(),
            // The authority's words stand once, under the last ground: they are about the case, not about one of its grounds.
            Grounds =
            [
                .. grounds.Select((ground, i) => new LetterReason
                {
                    Name = ground.Name, Words = ground.Words, Citation = ground.Citation, Detail = i == grounds.Count - 1 ? Words!.Trim() : null,
                }),
            ],
            Whole = Kind == EnforcingAnswerKind.ObjectedWholly,
            Afterwards = Kind == EnforcingAnswerKind.ObjectedAfterwards,
            Conditions = string.IsNullOrWhiteSpace(Conditions) ? null : Conditions.Trim(),
        });
    }

    private static RuleViolation? NameProblem(string? typed, string what, string field) =>
        string.IsNullOrWhiteSpace(typed) || typed.Length > LongestName ? new RuleViolation("objection.field", $"Enter {what}, in at most {LongestName} characters.", field) : null;
}
