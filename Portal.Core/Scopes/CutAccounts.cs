using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Requests;

namespace Portal.Core.Scopes;

/// <summary>Whom the identifiers typed for a cut mean, and what is wrong with those that mean nobody.</summary>
/// <param name="Labels">Id in the archive to how it was named.</param>
internal sealed record CutAccounts(SortedDictionary<string, string> Labels, List<RuleViolation> Problems)
{
    private const int Most = 50;

    public static CutAccounts None => new(new SortedDictionary<string, string>(StringComparer.Ordinal), []);

    public IEnumerable<string> Ids => Labels.Keys;

    /// <summary>Asks the archive for every day of the line; a cut that names nobody asks nothing.</summary>
    public static async Task<CutAccounts> LookUpAsync(IMessageArchive archive, CutLine.Input input, RequestedLine line, CancellationToken ct)
    {
        var found = None;
        if (input.Kind is not (CutKind.OnlyCounterparties or CutKind.ExceptCounterparties or CutKind.Conversation)) return found;
        var ofConversation = input.Kind == CutKind.Conversation;
        var field = ofConversation ? nameof(input.Conversation) : nameof(input.Counterparties);
        var kind = ofConversation ? IdentifierKind.ConversationId : input.CounterpartyKind;
        var values = Lines(ofConversation ? input.Conversation : input.Counterparties);
        if (values.Count == 0)
            found.Problems.Add(new RuleViolation("cut.nobody", ofConversation ? "Enter the conversation's id." : "Enter at least one account, one a line.", field));
        else if (values.Count > Most || (ofConversation && values.Count > 1))
            found.Problems.Add(new RuleViolation("cut.too-many", ofConversation ? "Enter one conversation." : $"Enter at most {Most} accounts in one cut.", field));
        if (found.Problems.Count > 0) return found;

        foreach (var value in values)
        {
            if (found.Read(kind, value, field) is { } identifier) found.Take(identifier, await archive.ResolveAcrossAsync(identifier, [line.Window], ct), field);
        }
        return found;
    }

    private AccountIdentifier? Read(IdentifierKind? kind, string value, string field)
    {
        try
        {
            return TargetIdentifiers.Read(kind, value, nameof(CutLine.Input.CounterpartyKind), field);
        }
        catch (RuleViolation wrong)
        {
            Problems.Add(wrong);
            return null;
        }
    }

    private void Take(AccountIdentifier identifier, Resolution answer, string field)
    {
        var words = $"{identifier.Value} ({IdentifierWords.Of(identifier.Kind)})";
        if (answer.Outcome == ResolutionOutcome.Resolved)
            Labels[answer.Id!] = words;
        else if (answer.Outcome == ResolutionOutcome.Ambiguous)
            Problems.Add(new RuleViolation("cut.ambiguous", $"{words} meant more than one account in this window. Enter the account id instead.", field));
        else
            Problems.Add(new RuleViolation("cut.unknown", $"{words} means nobody in the archive. Check it against the order.", field));
    }

    private static List<string> Lines(string? typed) =>
        [.. (typed ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
