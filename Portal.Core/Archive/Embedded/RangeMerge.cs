using Microsoft.Data.Sqlite;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>The index ranges of some lines side by side, merged by (time sent, sequence): each message once, at the first line that takes it. Texts stay sealed.</summary>
internal sealed class RangeMerge(SqliteConnection connection, MessageParties parties, ReadPosition? after, ArchiveMark mark) : IDisposable
{
    private readonly List<RowSource> sources = [];
    private readonly PriorityQueue<(RowSource Source, MessageRow Row), (long SentAt, long Sequence, int Line)> heads = new();
    private (long SentAt, long Sequence)? last;
    private bool begun;

    /// <summary>Called before the first row is asked for.</summary>
    public void Add(LineToRead line)
    {
        if (line.Numbers.From < line.Numbers.To) sources.AddRange(SourcesOf(line));
    }

    /// <summary>The next message and the line that takes it, or null at the end.</summary>
    public (MessageRow Row, LineToRead Line)? Next(CancellationToken ct)
    {
        if (!begun)
        {
            begun = true;
            foreach (var source in sources) Advance(source, ct);
        }
        while (heads.TryDequeue(out var head, out _))
        {
            var key = (head.Row.SentAt, head.Row.Sequence);
            // Several lines, or several ranges of one, may hold the same message; the first line has come first.
            var seen = last == key;
            last = key;
            Advance(head.Source, ct);
            if (!seen) return (head.Row, head.Source.Line);
        }
        return null;
    }

    public void Dispose()
    {
        foreach (var source in sources) source.Dispose();
    }

    private IEnumerable<RowSource> SourcesOf(LineToRead line)
    {
        var numbers = line.Numbers;
        if (numbers.AccountNo is not { } account)
        {
            yield return RowSource.Conversation(connection, line, numbers.ConversationNo!.Value, numbers.From, numbers.To, after, mark);
            yield break;
        }
        if (numbers.Direction != Direction.Received) yield return RowSource.Sent(connection, line, after, mark);
        if (numbers.Direction == Direction.Sent) yield break;
        yield return RowSource.Addressed(connection, line, after, mark);
        foreach (var (conversation, joined, left) in Stints(account, numbers))
            yield return RowSource.Conversation(connection, line, conversation, joined, left, after, mark);
    }

    private List<(long Conversation, long Joined, long Left)> Stints(long account, SelectorNumbers numbers)
    {
        using var command = connection.Command("""
            SELECT conversation_no, joined_at, left_at FROM membership
            WHERE account_no = $account AND ($conversation IS NULL OR conversation_no = $conversation) AND joined_at < $to AND left_at > $from
            """, ("$account", account), ("$conversation", numbers.ConversationNo), ("$from", numbers.From), ("$to", numbers.To));
        using var row = command.ExecuteReader();
        var stints = new List<(long, long, long)>();
        while (row.Read()) stints.Add((row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return stints;
    }

    private void Advance(RowSource source, CancellationToken ct)
    {
        if (source.Next(parties, ct) is { } row) heads.Enqueue((source, row), (row.SentAt, row.Sequence, source.Line.Ordinal));
    }
}
