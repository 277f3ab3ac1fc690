using Portal.Core.Legal;

namespace Portal.Core.Scopes;

/// <summary>
/// Whose messages of a line leave beside those of the account that the order names, and why. It is part of what is approved and
/// signed; what is let out is decided by the line's cuts alone, with which it must agree.
/// </summary>
/// <param name="ReasonCode">A code of the rule book's list of reasons about counterparties.</param>
/// <param name="ReasonName">As the rule book names it, so that a signed scope reads by itself.</param>
/// <param name="Words">Why in this case, in the reviewer's words; never message content.</param>
public sealed record ThirdPartyDecision(string LineId, CounterpartyDisclosure Disclosure, string ReasonCode, string ReasonName, string Words)
{
    /// <summary>The whole decision in one sentence, for pages and the package.</summary>
    public string Sentence => $"{Of(Disclosure)}. {ReasonName}: {Words.TrimEnd('.')}.";

    public static string Of(CounterpartyDisclosure disclosure) => disclosure switch
    {
        CounterpartyDisclosure.Whole => "The whole conversation",
        CounterpartyDisclosure.SentOnly => "Only what the account itself sent",
        CounterpartyDisclosure.Named => "Only with the counterparties named",
        _ => throw new ArgumentOutOfRangeException(nameof(disclosure)),
    };
}
