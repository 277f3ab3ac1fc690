using System.Collections.Immutable;

namespace Portal.Core.Legal;

/// <summary>Whose messages of a line leave, beside those of the account that the order names.</summary>
public enum CounterpartyDisclosure
{
    /// <summary>The whole conversation: both sides, as the line asks.</summary>
    Whole,

    /// <summary>Only what the account itself sent.</summary>
    SentOnly,

    /// <summary>Both sides, with the counterparties that are named.</summary>
    Named,
}

/// <summary>Why counterparties' messages are disclosed, or are not.</summary>
/// <param name="Code">Stable across editions.</param>
/// <param name="For">The decisions it can stand beside.</param>
public sealed record CounterpartyReason(string Code, string Name, ImmutableArray<CounterpartyDisclosure> For, LegalStatement Statement);

/// <summary>How long after a decision an agency may appeal it, once.</summary>
/// <param name="Days">Calendar days, counted from the moment of the decision.</param>
public sealed record AppealRule(int Days, LegalStatement Statement);
