using Portal.Core.Legal;
using Portal.Core.Legal.Clocks;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;

namespace Portal.Core.EuEvidence;

/// <summary>
/// What a row of the rule book says of orders of the European Union: whether it takes an Annex III form, whether an enforcing authority has a
/// say, whether the order belongs to moderation. Read from the row; no instrument is known by its name.
/// </summary>
public static class AuthorityLaw
{
    /// <summary>Not carrying it out is said by the form of Annex III, which the authority has a time to answer.</summary>
    public static bool TakesRefusalForm(LegalRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Clocks.Any(c => c.Kind == ClockKind.AuthorityAnswer);
    }

    /// <summary>Another desk deals with it: nothing is asked for, proposed or disclosed here.</summary>
    public static bool IsRoutedToModeration(LegalRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Cells.Values.All(c => c.Kind == VerdictKind.RoutedElsewhere);
    }

    /// <summary>It keeps records and discloses none: the preservation desk's.</summary>
    public static bool OnlyPreserves(LegalRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Cells.Values.All(c => c.Kind == VerdictKind.PreserveOnly);
    }

    /// <summary>The authority is told, without undue delay, what effect was given to its order.</summary>
    public static bool AsksForEffect(LegalRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Notice.Policy == NoticePolicy.WithEffect;
    }

    /// <summary>The offence was committed in, and the person resides in, the issuing State: no other authority has a say.</summary>
    public static bool IsSpared(LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return IsYes(request, "offenceInIssuingState") && IsYes(request, "personResidesInIssuingState");
    }

    /// <summary>An enforcing authority is notified of the order and may object, in an emergency afterwards.</summary>
    public static bool HasEnforcingAuthority(LegalRule rule, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Hold is not null && !IsSpared(request);
    }

    /// <summary>The certificate says that the enforcing authority was notified.</summary>
    public static bool SaysNotified(LegalRequest request) => IsYes(request, "enforcingAuthorityNotified");

    /// <summary>One clock of the request from what has happened, in its authority's zone; null where the row has no such clock.</summary>
    public static DueDate? Due(LegalRequest request, RequestLaw law, ClockKind kind, ClockFacts facts)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(law);
        var rule = law.RuleOf(request);
        return rule.ClocksFor(law.IsEmergency(request)).FirstOrDefault(c => c.Kind == kind)
            ?.DueDate(facts, request.Agency.Zone, RequestClockwork.CalendarOf(request));
    }

    /// <summary>The end of the enforcing authority's time, UTC; null where it has no hold.</summary>
    public static DateTimeOffset? HoldEnds(LegalRequest request, RequestLaw law) => FromReceipt(request, law, ClockKind.Hold);

    /// <summary>Until when we may object that another country's law forbids disclosure, UTC; null where the law knows no such objection.</summary>
    public static DateTimeOffset? ObjectionEnds(LegalRequest request, RequestLaw law) => FromReceipt(request, law, ClockKind.Objection);

    /// <summary>Until when the authority answers a form sent at this moment, UTC.</summary>
    public static DateTimeOffset? AnswerEnds(LegalRequest request, RequestLaw law, DateTimeOffset formSent) =>
        Due(request, law, ClockKind.AuthorityAnswer, new ClockFacts().With(ClockEvent.RefusalFormSent, formSent))?.Instant;

    /// <summary>Until when the enforcing authority, notified at this moment, may object to the use of what an emergency disclosed, UTC.</summary>
    public static DateTimeOffset? LaterObjectionEnds(LegalRequest request, RequestLaw law, DateTimeOffset notified) =>
        Due(request, law, ClockKind.LaterObjection, new ClockFacts().With(ClockEvent.AuthorityNotified, notified))?.Instant;

    private static DateTimeOffset? FromReceipt(LegalRequest request, RequestLaw law, ClockKind kind)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.SubmittedAt is { } received ? Due(request, law, kind, new ClockFacts().With(ClockEvent.Received, received))?.Instant : null;
    }

    private static bool IsYes(LegalRequest request, string key)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.OrderFields.GetValueOrDefault(key) == "yes";
    }
}
