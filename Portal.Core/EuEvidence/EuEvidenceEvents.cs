using System.Globalization;
using Portal.Core.Audit;

namespace Portal.Core.EuEvidence;

[AuditName("authority.notified")]
public sealed record AuthorityNotified(Guid NotificationId, string Authority, DateTimeOffset NotifiedAt) : AuditEvent
{
    public override string Sentence => string.Create(CultureInfo.InvariantCulture, $"Recorded that {Authority} was notified on {NotifiedAt:d MMMM yyyy HH:mm} UTC.");
}

/// <summary>An approved scope waits for the enforcing authority. The records it names are to be preserved from here on.</summary>
[AuditName("authority.hold-began")]
public sealed record AuthorityHoldBegan(Guid ScopeId, DateTimeOffset? EndsAt) : AuditEvent
{
    public override string Sentence => EndsAt is { } end
        ? string.Create(CultureInfo.InvariantCulture, $"The enforcing authority may object until {end:d MMMM yyyy HH:mm} UTC; the records in the scope are to be preserved meanwhile.")
        : "The enforcing authority may object; the records in the scope are to be preserved meanwhile.";
}

[AuditName("authority.cleared")]
public sealed record AuthorityCleared(Guid AnswerId, string From, string Reference) : AuditEvent
{
    public override string Sentence => $"Recorded the enforcing authority's clearance by {From} ({Reference}).";
}

/// <param name="Grounds">Codes of Art. 12, for the transparency report.</param>
/// <param name="InTime">Whether it came within the time the law gives.</param>
[AuditName("authority.objected")]
public sealed record AuthorityObjected(Guid AnswerId, EnforcingAnswerKind Kind, IReadOnlyList<string> Grounds, string From, string Reference, bool InTime) : AuditEvent
{
    public override string Sentence => Kind switch
    {
        EnforcingAnswerKind.ObjectedWholly => $"Recorded the enforcing authority's objection to the whole order by {From}, because of {Prose.EuReasons(Grounds)}.",
        EnforcingAnswerKind.ObjectedPartly => $"Recorded the enforcing authority's objection to a part of the order by {From}, because of {Prose.EuReasons(Grounds)}.",
        _ => $"Recorded the enforcing authority's objection after the disclosure by {From}, because of {Prose.EuReasons(Grounds)}: the use of the data has to stop.",
    };
}

/// <summary>An approval no longer stands; no package was or will be made of it.</summary>
[AuditName("scope.voided")]
public sealed record ScopeVoided(Guid ScopeId, string Sha256) : AuditEvent
{
    public override string Sentence => "Voided the approved scope: nothing is extracted under it.";
}

/// <param name="AnswerBy">The last day of the authority's time to answer, in its own zone; null where the order is refused for good.</param>
/// <param name="ReasonCodes">Codes of Annex III, for the transparency report.</param>
[AuditName("refusal-form.sent")]
public sealed record RefusalFormSent(Guid FormId, RefusalEffect Effect, IReadOnlyList<string> ReasonCodes, DateOnly? AnswerBy) : AuditEvent
{
    public override string Sentence => AnswerBy is { } by
        ? $"Sent the form of Annex III, because of {Prose.EuReasons(ReasonCodes)}, for an answer by {Prose.Day(by)}."
        : $"Sent the form of Annex III, because of {Prose.EuReasons(ReasonCodes)}: the order is not executed.";
}

[AuditName("moderation.referred")]
public sealed record ModerationReferred(Guid ReferralId, string Reference, string Url) : AuditEvent
{
    public override string Sentence => $"Passed order {Reference} to the moderation desk. Nothing was disclosed.";
}

[AuditName("moderation.delivered")]
public sealed record ReferralDelivered(Guid ReferralId, string Reference) : AuditEvent
{
    public override string Sentence => $"Put order {Reference} into the moderation desk's folder.";
}

[AuditName("effect.told")]
public sealed record EffectTold(Guid LetterId, EffectGiven Effect) : AuditEvent
{
    public override string Sentence => $"Told the authority what effect was given to its order: {EffectWords.Of(Effect).ToLowerInvariant()}.";
}
