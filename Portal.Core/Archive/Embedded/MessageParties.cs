using Microsoft.Data.Sqlite;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Who is party to a message, for reading. The README of this room states the rule; <see cref="PartySql"/> states it again, in SQL, for
/// counting: two statements of one rule, so that a mistake in either shows.
/// </summary>
internal sealed class MessageParties(SqliteConnection connection)
{
    private const int MostConversationsHeld = 4096;
    private readonly Dictionary<long, ConversationMembers> conversations = [];

    public bool Takes(SelectorNumbers line, MessageRow row)
    {
        if (line.AccountNo is not { } account) return Passes(line, row.SenderNo);
        var sent = row.SenderNo == account;
        var taken = line.Direction switch
        {
            Direction.Sent => sent,
            Direction.Received => IsRecipient(row, account),
            _ => sent || IsRecipient(row, account),
        };
        if (!taken) return false;
        if (!sent) return Passes(line, row.SenderNo);
        if (line.Only is null && line.Except is null) return true;
        var recipients = Recipients(row).ToList();
        return (line.Only is not { } only || recipients.Any(only.Contains))
            && (line.Except is not { } except || !recipients.Any(except.Contains));
    }

    /// <summary>Whom the record names: those it was addressed to, or else the members at the time; not always whom it reached.</summary>
    public IEnumerable<long> Addressees(MessageRow row) => row.Addressees.Length > 0 ? row.Addressees : Recipients(row);

    private static bool Passes(SelectorNumbers line, long counterparty) =>
        (line.Only is not { } only || only.Contains(counterparty)) && (line.Except is not { } except || !except.Contains(counterparty));

    private IEnumerable<long> Recipients(MessageRow row)
    {
        var members = MembersOf(row.ConversationNo);
        return row.Addressees.Length == 0 ? members.At(row.SentAt).Where(member => member != row.SenderNo)
            : members.Known ? row.Addressees.Where(account => members.Includes(account, row.SentAt))
            : row.Addressees;
    }

    private bool IsRecipient(MessageRow row, long account)
    {
        var members = MembersOf(row.ConversationNo);
        return row.Addressees.Length == 0
            ? account != row.SenderNo && members.Includes(account, row.SentAt)
            : row.Addressees.Contains(account) && (!members.Known || members.Includes(account, row.SentAt));
    }

    private ConversationMembers MembersOf(long conversationNo)
    {
        if (conversations.TryGetValue(conversationNo, out var members)) return members;
        if (conversations.Count == MostConversationsHeld) conversations.Clear();
        return conversations[conversationNo] = ConversationMembers.Load(connection, conversationNo);
    }
}
