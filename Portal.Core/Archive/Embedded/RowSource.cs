using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// One index range of a line, in (time sent, sequence) order, fetched by keyset pages that begin small and grow: an account in a
/// thousand groups costs a thousand small pages, one conversation few large ones.
/// </summary>
internal sealed class RowSource : IDisposable
{
    private const int FirstPage = 64;
    private const int LargestPage = 2000;

    private readonly SqliteCommand command;
    private readonly SqliteParameter sent;
    private readonly SqliteParameter sequence;
    private readonly SqliteParameter limit;
    private readonly Queue<MessageRow> page = new();
    private int size = FirstPage;
    private bool exhausted;

    private RowSource(SqliteConnection connection, LineToRead line, string from, long key, long start, long end, ReadPosition? after, ArchiveMark mark)
    {
        Line = line;
        var body = line.Content ? "m.body" : "NULL";
        command = connection.Command($"SELECT {MessageRow.Columns}, {body} FROM {from} AND m.sequence <= $mark ORDER BY 2, 1 LIMIT $limit",
            ("$key", key), ("$to", end), ("$mark", mark.Sequence), ("$sent", start), ("$sequence", 0L), ("$limit", size));
        sent = command.Parameters["$sent"];
        sequence = command.Parameters["$sequence"];
        limit = command.Parameters["$limit"];
        if (after is { } position && position.SentUtc.UtcTicks >= start)
        {
            sent.Value = position.SentUtc.UtcTicks;
            sequence.Value = position.Sequence;
        }
    }

    public LineToRead Line { get; }

    /// <summary>What the account wrote.</summary>
    public static RowSource Sent(SqliteConnection connection, LineToRead line, ReadPosition? after, ArchiveMark mark) =>
        new(connection, line, "message m WHERE m.sender_no = $key AND (m.sent_at, m.sequence) > ($sent, $sequence) AND m.sent_at < $to",
            line.Numbers.AccountNo!.Value, line.Numbers.From, line.Numbers.To, after, mark);

    /// <summary>What names the account as a recipient.</summary>
    public static RowSource Addressed(SqliteConnection connection, LineToRead line, ReadPosition? after, ArchiveMark mark) =>
        new(connection, line, """
            delivery d CROSS JOIN message m ON m.sender_no = d.sender_no AND m.sent_at = d.sent_at AND m.sequence = d.sequence
            WHERE d.recipient_no = $key AND (d.sent_at, d.sequence) > ($sent, $sequence) AND d.sent_at < $to
            """, line.Numbers.AccountNo!.Value, line.Numbers.From, line.Numbers.To, after, mark);

    /// <summary>All of a conversation between two instants, within the line's window.</summary>
    public static RowSource Conversation(SqliteConnection connection, LineToRead line, long conversationNo, long start, long end, ReadPosition? after, ArchiveMark mark) =>
        new(connection, line, """
            message m INDEXED BY message_by_conversation
            WHERE m.conversation_no = $key AND (m.sent_at, m.sequence) > ($sent, $sequence) AND m.sent_at < $to
            """, conversationNo, Math.Max(start, line.Numbers.From), Math.Min(end, line.Numbers.To), after, mark);

    /// <summary>The next row that the line takes, or null at the end.</summary>
    public MessageRow? Next(MessageParties parties, CancellationToken ct)
    {
        while (true)
        {
            while (page.TryDequeue(out var row))
            {
                if ((Line.Numbers.ConversationNo is not { } conversation || row.ConversationNo == conversation) && parties.Takes(Line.Numbers, row)) return row;
            }
            if (exhausted) return null;
            ct.ThrowIfCancellationRequested();
            Fetch();
        }
    }

    public void Dispose() => command.Dispose();

    private void Fetch()
    {
        limit.Value = size;
        using (var rows = command.ExecuteReader())
            while (rows.Read()) page.Enqueue(MessageRow.From(rows));
        exhausted = page.Count < size;
        size = Math.Min(size * 2, LargestPage);
        if (page.Count == 0) return;
        var last = page.Last();
        sent.Value = last.SentAt;
        sequence.Value = last.Sequence;
    }
}

/// <summary>A line of the scope as the reader works on it.</summary>
/// <param name="Ordinal">Its place in the scope: of two lines that let a message out, the lower one counts.</param>
internal sealed record LineToRead(int Ordinal, string LineId, bool Content, SelectorNumbers Numbers);
