using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.EuEvidence;

/// <summary>What is wrong with the answers of a certificate taken together: some of it stops the request, the rest is for the reviewer to weigh.</summary>
public static class CertificateCheck
{
    private const string StateKey = "issuingState";

    /// <summary>What stands in the way of submitting it.</summary>
    public static IEnumerable<RuleViolation> Problems(LegalRule rule, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(request);
        if (rule.IssuingStates is { } states && request.OrderFields.GetValueOrDefault(StateKey) is { } state && !states.Contains(state))
            yield return new RuleViolation("state.not-bound", $"An authority of this State cannot issue this order. {states.Statement.Words} ({states.Statement.Citation}) Choose the issuing State as the order names it, or file under another instrument.", StateKey);
        if (AuthorityLaw.SaysNotified(request) && !AuthorityLaw.IsSpared(request))
        {
            if (!request.OrderFields.ContainsKey("enforcingAuthority"))
                yield return new RuleViolation("field.missing", "Enter the enforcing authority that was notified, as section K names it.", "enforcingAuthority");
            if (!request.OrderFields.ContainsKey("enforcingAuthorityContact"))
                yield return new RuleViolation("field.missing", "Enter how we reach the enforcing authority that was notified, as section K says.", "enforcingAuthorityContact");
        }
    }

    /// <summary>What the reviewer weighs before anything is proposed, each with the reason of Annex III that it may come to.</summary>
    public static IEnumerable<string> Raised(LegalRule rule, LegalRequest request)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(request);
        var fields = request.OrderFields;
        if (fields.GetValueOrDefault("penaltyThreeYears") == "no" && !fields.ContainsKey("specificOffence"))
            yield return "The certificate states neither a penalty of three years nor an offence for which none is needed: the offence may not be covered.";
        if (AuthorityLaw.HasEnforcingAuthority(rule, request) && !AuthorityLaw.SaysNotified(request))
            yield return "The certificate does not say that the enforcing authority was notified, and the order is not one that is spared from it. Ask, and record the notification; until then its silence frees nothing.";
    }
}
