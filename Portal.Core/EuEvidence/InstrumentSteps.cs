using Portal.Core.Access;
using Portal.Core.Legal;
using Portal.Core.Requests;

namespace Portal.Core.EuEvidence;

/// <summary>
/// Steps of the transition table that the law of an instrument does not know, or knows in another form. The table says what may follow what;
/// this says for whom.
/// </summary>
public static class InstrumentSteps
{
    private const string FormInstead = "An order of this kind is not rejected in our own words. Send the form of Annex III with its reasons.";

    /// <summary>Why the step is none for requests under this row, in words; null where it is one.</summary>
    public static string? WhyNot(LegalRule rule, RequestAction action)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return action switch
        {
            RequestAction.Reject when AuthorityLaw.TakesRefusalForm(rule) => FormInstead,
            RequestAction.RefuseExecution or RequestAction.SendRefusalForm when !AuthorityLaw.TakesRefusalForm(rule) =>
                "Only a European Production or Preservation Order is answered by the form of Annex III. Reject the request instead.",
            RequestAction.RouteToModeration when !AuthorityLaw.IsRoutedToModeration(rule) => "Only an order to act against illegal content goes to moderation.",
            RequestAction.AcceptForReview or RequestAction.ProposeScope or RequestAction.ApproveScope or RequestAction.Queue or RequestAction.Recall when AuthorityLaw.IsRoutedToModeration(rule) =>
                "An order to act against illegal content discloses nothing, so there is no scope to review. Pass it to moderation.",
            _ => null,
        };
    }

    public static bool Knows(LegalRule rule, RequestAction action) => WhyNot(rule, action) is null;

    /// <exception cref="RuleViolation">The law of the instrument has no such step.</exception>
    public static void Demand(LegalRule rule, RequestAction action)
    {
        if (WhyNot(rule, action) is { } why) throw new RuleViolation("step.not-of-instrument", why);
    }
}
