using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Legal;

namespace Portal.Core.Scopes;

/// <summary>What a decision on counterparties must be: there for every line with content, and in agreement with the line's cuts.</summary>
public static class ThirdPartyRules
{
    /// <summary>Lines of which content is left: for each of them somebody decides.</summary>
    public static IEnumerable<ScopeLine> Asked(IEnumerable<ScopeLine> lines) =>
        lines.Where(line => line.Authorised() is { } left && DataCategories.IsContent(left.Category));

    /// <summary>What the line's cuts let out, as a decision has to say it.</summary>
    public static CounterpartyDisclosure LeftOf(RecordSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return selector.Direction == Direction.Sent ? CounterpartyDisclosure.SentOnly
            : selector.OnlyCounterparties.IsEmpty ? CounterpartyDisclosure.Whole
            : CounterpartyDisclosure.Named;
    }

    /// <summary>The decisions that belong to lines of this scope; what was decided of a line that is now cut whole is left out.</summary>
    internal static IEnumerable<ThirdPartyDecision> Standing(ImmutableArray<ScopeLine> lines, IReadOnlyList<ThirdPartyDecision> decisions) =>
        Asked(lines).SelectMany(line => decisions.Where(d => d.LineId == line.LineId));

    /// <param name="reasons">Of the request's edition of the rule book; an edition that knows none asks for no decision.</param>
    internal static IEnumerable<RuleViolation> Problems(ImmutableArray<ScopeLine> lines, IReadOnlyList<ThirdPartyDecision> decisions, ImmutableArray<CounterpartyReason> reasons)
    {
        if (reasons.IsEmpty) yield break;
        foreach (var line in Asked(lines))
        {
            if (decisions.Where(d => d.LineId == line.LineId).ToList() is not [var decision])
                yield return new RuleViolation("third-parties.undecided", $"Line {line.LineId} lets out what other people wrote or received. Decide whether their messages are disclosed, and why, before you propose.", line.LineId);
            else if (WhyNot(line, decision.Disclosure, decision.ReasonCode, reasons) is { } why)
                yield return why;
            else if (string.IsNullOrWhiteSpace(decision.Words))
                yield return new RuleViolation("third-parties.words", $"Say in a sentence why the counterparties of line {line.LineId} are decided on like this.", line.LineId);
        }
    }

    /// <summary>Why the decision cannot stand for the line as it is cut now; null where it can.</summary>
    internal static RuleViolation? WhyNot(ScopeLine line, CounterpartyDisclosure disclosure, string? reasonCode, ImmutableArray<CounterpartyReason> reasons)
    {
        if (line.Authorised() is not { } left)
            return new RuleViolation("third-parties.nothing-left", $"Nothing of line {line.LineId} is left: there is nothing to decide.", "Disclosure");
        if (LeftOf(left) is var lets && lets != disclosure)
            return new RuleViolation("third-parties.differs", $"Line {line.LineId} as it is cut lets out “{Lower(lets)}”, not “{Lower(disclosure)}”. {Mend(disclosure, line.Requested)}", "Disclosure");
        if (reasons.FirstOrDefault(r => r.Code == reasonCode) is not { } reason || !reason.For.Contains(disclosure))
            return new RuleViolation("third-parties.reason", $"Choose a reason that goes with “{Lower(disclosure)}” for line {line.LineId}.", "ReasonCode");
        return null;
    }

    private static string Mend(CounterpartyDisclosure wanted, RecordSelector requested) => wanted switch
    {
        _ when requested.AccountId is null => "The order names a conversation as a whole: everybody in it is its party.",
        CounterpartyDisclosure.SentOnly => "Cut the line to what the account sent first.",
        CounterpartyDisclosure.Named => "Cut the line to messages with the accounts you name first.",
        _ => "Take that cut back first, or decide for what it leaves.",
    };

    private static string Lower(CounterpartyDisclosure disclosure)
    {
        var words = ThirdPartyDecision.Of(disclosure);
        return char.ToLowerInvariant(words[0]) + words[1..];
    }
}
