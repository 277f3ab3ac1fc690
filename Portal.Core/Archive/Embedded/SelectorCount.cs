using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>Counts what one selector takes, by index ranges and without touching a text. For reviewers, before anything is approved.</summary>
internal static class SelectorCount
{
    private const string InWindow = "{0}.sent_at >= $from AND {0}.sent_at < $to AND {0}.sequence <= $mark AND ($conversation IS NULL OR {0}.conversation_no = $conversation)";

    private static readonly string FromSender =
        $"($only IS NULL OR {PartySql.OneOf("{0}.sender_no", "$only")}) AND ($except IS NULL OR NOT {PartySql.OneOf("{0}.sender_no", "$except")})";

    private static readonly string ToRecipients =
        $"($only IS NULL OR {PartySql.ReachedAny("$only")}) AND ($except IS NULL OR NOT {PartySql.ReachedAny("$except")})";

    private static readonly string OfConversation = $"""
        SELECT count(*) FROM message m INDEXED BY message_by_conversation
        WHERE {On("m", InWindow)} AND {On("m", FromSender)}
        """;

    private static readonly string OfAccount = $"""
        SELECT count(*) FROM (
            SELECT m.sequence FROM message m
            WHERE m.sender_no = $account AND {On("m", InWindow)} AND $direction <> 'Received' AND {ToRecipients}
            UNION
            SELECT d.sequence FROM delivery d
            WHERE d.recipient_no = $account AND {On("d", InWindow)} AND $direction <> 'Sent'
                AND ({PartySql.MembersUnknown("d")} OR {PartySql.MemberThen("d", "$account")})
                AND CASE WHEN d.sender_no = $account
                    THEN EXISTS (SELECT 1 FROM message m WHERE m.sender_no = d.sender_no AND m.sent_at = d.sent_at AND m.sequence = d.sequence AND {ToRecipients})
                    ELSE {On("d", FromSender)} END
            UNION
            SELECT m.sequence FROM membership s CROSS JOIN message m INDEXED BY message_by_conversation
            WHERE s.account_no = $account AND m.conversation_no = s.conversation_no AND m.sent_at >= s.joined_at AND m.sent_at < s.left_at
                AND {On("m", InWindow)} AND m.recipients IS NULL AND m.sender_no <> $account AND $direction <> 'Sent' AND {On("m", FromSender)})
        """;

    public static long Count(SqliteConnection connection, RecordSelector selector, ArchiveMark mark)
    {
        if (selector.Category == DataCategory.Subscriber)
            return selector.AccountId is { } account && SelectorNumbers.FindAccount(connection, account) != SelectorNumbers.Nobody ? 1 : 0;
        if (selector.Category is not (DataCategory.Interaction or DataCategory.ContentDm)) return 0;

        var numbers = SelectorNumbers.Of(connection, selector);
        return connection.Number(numbers.AccountNo is null ? OfConversation : OfAccount,
            ("$account", numbers.AccountNo), ("$conversation", numbers.ConversationNo), ("$from", numbers.From), ("$to", numbers.To), ("$mark", mark.Sequence),
            ("$direction", numbers.Direction.ToString()), ("$only", Json(numbers.Only)), ("$except", Json(numbers.Except)));
    }

    private static string On(string row, string condition) => condition.Replace("{0}", row, StringComparison.Ordinal);

    private static string? Json(ImmutableArray<long>? numbers) => numbers is { } list ? JsonSerializer.Serialize(list) : null;
}
