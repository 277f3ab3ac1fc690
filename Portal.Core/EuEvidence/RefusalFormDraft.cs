using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.EuEvidence;

/// <summary>One reason as the writer picked it.</summary>
/// <param name="Index">Its place in the edition's list, by which the form's fields are named.</param>
public sealed record PickedReason(int Index, string? Code, string? Words);

/// <summary>What the writer puts into a form of Annex III.</summary>
/// <param name="EnforcingAuthority">Who has a copy; empty where nobody has.</param>
/// <param name="ThirdCountryLaw">The country and the provision; only with the reason that another country's law is in the way.</param>
/// <param name="Preserved">What is kept meanwhile, and until when.</param>
public sealed record RefusalFormDraft(
    ImmutableArray<PickedReason> Reasons,
    RefusalEffect? Effect,
    string? EnforcingAuthority,
    string? ThirdCountryLaw,
    string? ThirdCountryConflict,
    string? Clarification,
    string? Preserved) : LetterDraft
{
    private const int Longest = 4000;
    private const int LongestName = 300;

    /// <summary>The reason that carries an objection of Art. 17, with a form section and a time of its own.</summary>
    private const string ConflictOfLaw = "ANNEX3_CONFLICT_OF_LAW";

    internal override Permission Permission => Permission.RejectRequest;

    internal bool ObjectsForThirdCountry => Reasons.Any(r => r.Code == ConflictOfLaw);

    /// <summary>The reasons picked with their words, in the rule book's order.</summary>
    internal ImmutableArray<FormReason> Picked => [.. Reasons.OrderBy(r => r.Index).Select(r => new FormReason(r.Code!, r.Words!.Trim()))];

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        InstrumentSteps.Demand(law.RuleOf(request), RequestAction.SendRefusalForm);
        if (Reasons.IsEmpty)
            yield return new RuleViolation("reason.missing", "Choose at least one reason of Annex III.", "Reasons[0].Picked");
        var known = law.BookOf(request).AnnexIIIReasons.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var reason in Reasons)
        {
            if (reason.Code is null || !known.Contains(reason.Code))
                yield return new RuleViolation("reason.unknown", "Choose the reasons from the list: the rule book of this request has no other.", $"Reasons[{reason.Index}].Picked");
            else if (TextProblem(reason.Words, "Say in a sentence what is wrong in this case; the authority reads it beside the reason.", $"Reasons[{reason.Index}].Words") is { } words)
                yield return words;
        }
        if (Effect is null)
            yield return new RuleViolation("effect.missing", "Choose whether we wait for the authority or refuse for good.", nameof(Effect));
        if (EnforcingAuthority?.Length > LongestName)
            yield return new RuleViolation("enforcing-authority.long", $"Shorten the enforcing authority to {LongestName} characters.", nameof(EnforcingAuthority));
        if (TextProblem(Preserved, "Say what is kept meanwhile and until when, or that nothing is.", nameof(Preserved)) is { } preserved)
            yield return preserved;
        if (Clarification?.Length > Longest)
            yield return new RuleViolation("clarification.long", $"Shorten what we ask for to {Longest:N0} characters.", nameof(Clarification));
        foreach (var problem in ThirdCountryProblems(request, law)) yield return problem;
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head)
    {
        var reasons = law.BookOf(request).AnnexIIIReasons.ToDictionary(r => r.Code, StringComparer.Ordinal);
        var fields = request.OrderFields;
        return templates.Render(new AnnexIIIForm
        {
            Head = head,
            CertificateReference = fields.GetValueOrDefault("epocReference") ?? request.Reference!,
            SignedOn = RequestLaw.DateOf(request, "dateSigned") ?? head.Date,
            ReceivedUtc = request.SubmittedAt!.Value,
            IssuingAuthority = fields.GetValueOrDefault("issuingAuthority") ?? head.RecipientAgency,
            ValidatingAuthority = fields.GetValueOrDefault("validatingAuthority"),
            EnforcingAuthority = Given(EnforcingAuthority),
            Addressee = fields.GetValueOrDefault("addressee") ?? head.Provider,
            Reasons =
            [
                .. Picked.Select(picked => new LetterReason
                {
                    Name = reasons[picked.Code].Name,
                    Words = reasons[picked.Code].Words,
                    Citation = reasons[picked.Code].Citation,
                    Detail = picked.Words,
                }),
            ],
            ThirdCountry = ObjectsForThirdCountry
                ? new ThirdCountryObjection { Law = ThirdCountryLaw!.Trim(), Conflict = ThirdCountryConflict!.Trim(), DueUtc = AuthorityLaw.ObjectionEnds(request, law)!.Value }
                : null,
            Clarification = Given(Clarification),
            Preserved = Preserved!.Trim(),
            Final = Effect == RefusalEffect.NonExecution,
            // Days end with their last second, so that preview and letter agree unless midnight lies between them.
            AnswerByUtc = Effect == RefusalEffect.AwaitAnswer ? AuthorityLaw.AnswerEnds(request, law, law.Now) : null,
        });
    }

    private IEnumerable<RuleViolation> ThirdCountryProblems(LegalRequest request, RequestLaw law)
    {
        if (!ObjectsForThirdCountry)
        {
            if (Given(ThirdCountryLaw) is not null || Given(ThirdCountryConflict) is not null)
                yield return new RuleViolation("third-country.unasked", "Choose the reason “Conflict with another country's law” too, or leave its section empty.", nameof(ThirdCountryLaw));
            yield break;
        }
        if (AuthorityLaw.ObjectionEnds(request, law) is not { } end)
            yield return new RuleViolation("third-country.none", "The law of this order knows no such objection. Take the reason out.", nameof(ThirdCountryLaw));
        else if (law.Now > end)
            yield return new RuleViolation("third-country.late", $"The time to object that another country's law forbids it ended on {end:d MMMM yyyy HH:mm} UTC. Take the reason out, and ask counsel what remains.", nameof(ThirdCountryLaw));
        if (TextProblem(ThirdCountryLaw, "Name the country and the provision that forbids disclosure.", nameof(ThirdCountryLaw)) is { } law17)
            yield return law17;
        if (TextProblem(ThirdCountryConflict, "Say why that law applies to this case and what it forbids.", nameof(ThirdCountryConflict)) is { } conflict)
            yield return conflict;
    }

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static RuleViolation? TextProblem(string? typed, string missing, string field) =>
        string.IsNullOrWhiteSpace(typed) ? new RuleViolation("text.missing", missing, field)
        : typed.Length > Longest ? new RuleViolation("text.long", $"Shorten this to {Longest:N0} characters.", field)
        : null;
}
