using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Counts a scope a second time: one statement that walks every message of the file and asks of each which line lets it out. It uses
/// neither the ranges, the merge nor the rules that reading uses.
/// </summary>
internal static class ScopeRecount
{
    private static readonly string Sql = $"""
        WITH line AS MATERIALIZED (
            SELECT value ->> 'ordinal' AS ordinal, value ->> 'account' AS account_no, value ->> 'conversation' AS conversation_no,
                value ->> 'from' AS from_at, value ->> 'to' AS to_at, value ->> 'direction' AS direction,
                value -> 'only' AS only_parties, value -> 'except' AS except_parties
            FROM json_each($lines))
        SELECT message_id, ordinal FROM (
            SELECT m.message_id, (
                SELECT min(l.ordinal) FROM line l
                WHERE m.sent_at >= l.from_at AND m.sent_at < l.to_at
                    AND (l.conversation_no IS NULL OR l.conversation_no = m.conversation_no)
                    AND CASE
                        WHEN l.account_no = m.sender_no THEN
                            (l.direction <> 'Received' OR {PartySql.Reached("l.account_no")})
                            AND (l.only_parties = 'null' OR {PartySql.ReachedAny("l.only_parties")})
                            AND (l.except_parties = 'null' OR NOT {PartySql.ReachedAny("l.except_parties")})
                        ELSE
                            (l.account_no IS NULL OR l.direction <> 'Sent' AND {PartySql.Reached("l.account_no")})
                            AND (l.only_parties = 'null' OR {PartySql.OneOf("m.sender_no", "l.only_parties")})
                            AND (l.except_parties = 'null' OR NOT {PartySql.OneOf("m.sender_no", "l.except_parties")})
                        END) AS ordinal
            FROM message m NOT INDEXED
            WHERE m.sequence <= $mark AND m.sent_at >= $from AND m.sent_at < $to)
        WHERE ordinal IS NOT NULL
        """;

    /// <param name="answers">Whether what is counted holds what a line asks for at all.</param>
    /// <param name="each">Told of each message that a line lets out; its id.</param>
    public static RecordTally Recount(SqliteConnection connection, AuthorizedScope scope, ArchiveMark mark, Func<RecordSelector, bool> answers, Action<string>? each, CancellationToken ct)
    {
        var counts = new long[scope.Lines.Length];
        var fingerprint = new RecordFingerprint();
        var lines = Lines(connection, scope, answers);
        if (lines.Count > 0)
        {
            using var command = connection.Command(Sql,
                ("$lines", JsonSerializer.Serialize(lines)), ("$mark", mark.Sequence), ("$from", lines.Min(line => line.from)), ("$to", lines.Max(line => line.to)));
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                ct.ThrowIfCancellationRequested();
                fingerprint.Add(row.GetString(0));
                each?.Invoke(row.GetString(0));
                counts[row.GetInt32(1)]++;
            }
        }
        return new RecordTally(
            scope.Lines.Select((line, ordinal) => KeyValuePair.Create(line.LineId, counts[ordinal])).ToImmutableSortedDictionary(StringComparer.Ordinal),
            fingerprint.ToString());
    }

    private static List<LineToCount> Lines(SqliteConnection connection, AuthorizedScope scope, Func<RecordSelector, bool> answers)
    {
        var lines = new List<LineToCount>();
        for (var ordinal = 0; ordinal < scope.Lines.Length; ordinal++)
        {
            var selector = scope.Lines[ordinal].Selector;
            if (selector.Category is not (DataCategory.Interaction or DataCategory.ContentDm) || !answers(selector)) continue;
            var numbers = SelectorNumbers.Of(connection, selector);
            lines.Add(new LineToCount(ordinal, numbers.AccountNo, numbers.ConversationNo, numbers.From, numbers.To, numbers.Direction.ToString(), numbers.Only, numbers.Except));
        }
        return lines;
    }

#pragma warning disable IDE1006 // The names are those of the JSON that the statement reads.
    private sealed record LineToCount(
        int ordinal, long? account, long? conversation, long from, long to, string direction, ImmutableArray<long>? only, ImmutableArray<long>? except);
#pragma warning restore IDE1006
}
