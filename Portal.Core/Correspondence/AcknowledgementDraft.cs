using Portal.Core.Access;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Requests;

namespace Portal.Core.Correspondence;

/// <summary>We have the request; what happens next, who does it and by when.</summary>
public sealed record AcknowledgementDraft(string? NextStep) : LetterDraft
{
    private const int Longest = 1000;

    internal override Permission Permission => Permission.CorrespondWithAgency;

    internal override IEnumerable<RuleViolation> Problems(LegalRequest request, RequestLaw law, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(NextStep))
            yield return new RuleViolation("next-step.missing", "Say what happens next, who does it and by when.", nameof(NextStep));
        else if (NextStep.Length > Longest)
            yield return new RuleViolation("next-step.long", $"Shorten what happens next to {Longest:N0} characters.", nameof(NextStep));
    }

    internal override RenderedLetter Render(LetterTemplates templates, LegalRequest request, RequestLaw law, LetterHead head) =>
        templates.Render(new AcknowledgementLetter
        {
            Head = head,
            ReceivedUtc = request.SubmittedAt!.Value,
            NextStep = NextStep!.Trim(),
            DueUtc = request.RespondBy,
            Emergency = law.IsEmergency(request),
        });
}
