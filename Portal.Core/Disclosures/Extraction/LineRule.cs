using System.Collections.Immutable;
using Portal.Core.Archive;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>
/// Whether a line lets a record out, asked of the record itself and of nothing else. The archive selects by its own queries; this is
/// asked again of every record before it is kept, and once more by the offline verifier.
/// </summary>
public static class LineRule
{
    /// <summary>Null where the line lets the record out; otherwise which limit it breaks, without content.</summary>
    public static string? Breach(RecordSelector line, MessageRecord record)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(record);
        if (line.Category is not (DataCategory.ContentDm or DataCategory.ContentMedia or DataCategory.Interaction))
            return $"the line is for {line.Category}, which lets no message out";
        if (!line.Window.Contains(record.SentUtc)) return "it was sent outside the line's window";
        if (line.ConversationId is { } conversation && record.ConversationId != conversation) return "it belongs to another conversation";
        if (line.Category == DataCategory.Interaction && (record.Body is not null || !record.EarlierVersions.IsEmpty || record.MediaId is not null || record.MediaSha256 is not null))
            return "it holds content, and the line lets out only who, with whom and when";
        if (record.EarlierVersions.Any(version => version.ReplacedUtc >= line.Window.EndUtc)) return "it holds a version that was replaced after the window's end";
        return PartyBreach(line, record);
    }

    private static string? PartyBreach(RecordSelector line, MessageRecord record)
    {
        if (line.AccountId is not { } account) return CounterpartyBreach(line, [record.SenderId]);
        var received = record.RecipientIds.Contains(account);
        if (record.SenderId == account)
        {
            return line.Direction == Direction.Received && !received
                ? "the account sent it, and the line lets out what it received"
                : CounterpartyBreach(line, record.RecipientIds);
        }
        if (!received) return "the line's account neither sent nor received it";
        return line.Direction == Direction.Sent ? "the account received it, and the line lets out what it sent" : CounterpartyBreach(line, [record.SenderId]);
    }

    private static string? CounterpartyBreach(RecordSelector line, ImmutableArray<string> others)
    {
        if (!line.OnlyCounterparties.IsDefaultOrEmpty && !others.Any(line.OnlyCounterparties.Contains)) return "its other party is none of those the line is limited to";
        if (!line.ExceptCounterparties.IsDefaultOrEmpty && others.Any(line.ExceptCounterparties.Contains)) return "its other party is one the line excepts";
        return null;
    }
}
