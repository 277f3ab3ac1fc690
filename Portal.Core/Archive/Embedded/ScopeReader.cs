using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded;

/// <summary>A sealed text that does not open: the archive's file was altered.</summary>
public sealed class ArchiveTamperedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Reads a scope: the ranges of all its lines side by side, in order, each message once. The only class of this archive that opens
/// a sealed text; it cannot be made without a scope.
/// </summary>
internal sealed class ScopeReader : IDisposable
{
    private const int MostCiphersHeld = 4096;

    private readonly SqliteConnection connection;
    private readonly IKeyVault vault;
    private readonly AccountNames names;
    private readonly MessageParties parties;
    private readonly RangeMerge ranges;
    private readonly Dictionary<long, OpenConversation> conversations = [];

    /// <param name="connection">To the archive, or to what a snapshot kept of it; stays the caller's.</param>
    /// <param name="answers">Whether what is read holds what a line asks for at all.</param>
    public ScopeReader(SqliteConnection connection, IKeyVault vault, AuthorizedScope scope, ReadPosition? after, ArchiveMark mark, Func<RecordSelector, bool> answers)
    {
        this.connection = connection;
        this.vault = vault;
        parties = new MessageParties(connection);
        names = new AccountNames(connection);
        ranges = new RangeMerge(connection, parties, after, mark);
        for (var ordinal = 0; ordinal < scope.Lines.Length; ordinal++)
        {
            var (lineId, selector) = scope.Lines[ordinal];
            if (selector.Category is DataCategory.Interaction or DataCategory.ContentDm && answers(selector))
                ranges.Add(new LineToRead(ordinal, lineId, selector.Category == DataCategory.ContentDm, SelectorNumbers.Of(connection, selector)));
        }
    }

    /// <summary>The next records, at most <paramref name="size"/>; none at the end.</summary>
    public List<MessageRecord> NextPage(int size, CancellationToken ct)
    {
        var page = new List<MessageRecord>(size);
        while (page.Count < size && ranges.Next(ct) is { } next) page.Add(Record(next.Row, next.Line));
        return page;
    }

    public void Dispose()
    {
        ranges.Dispose();
        CloseConversations();
    }

    private MessageRecord Record(MessageRow row, LineToRead line)
    {
        var conversation = ConversationOf(row.ConversationNo);
        var (body, earlier) = line.Content ? TextAt(row, conversation, line.Numbers.To) : (null, []);
        return new MessageRecord(
            row.MessageId,
            conversation.Id,
            names.IdOf(row.SenderNo),
            names.HandleAt(row.SenderNo, row.SentAt),
            Recipients(row),
            Utc(row.SentAt),
            row.EditedAt is { } edited ? Utc(edited) : null,
            row.EditedBy is { } editor ? names.IdOf(editor) : null,
            row.DeletedAt is { } deleted ? Utc(deleted) : null,
            row.DeletedBy is { } deleter ? names.IdOf(deleter) : null,
            row.Type,
            body,
            earlier,
            line.Content ? row.MediaId : null,
            line.Content ? row.MediaSha256 : null,
            new ReadPosition(Utc(row.SentAt), row.Sequence),
            line.LineId);
    }

    /// <summary>Those it was addressed to, in its own order; or else the members at the time, in the order of their ids.</summary>
    private ImmutableArray<string> Recipients(MessageRow row)
    {
        var ids = parties.Addressees(row).Select(names.IdOf);
        return row.Addressees.Length > 0 ? [.. ids] : [.. ids.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The text as it stood when the window ended, and those it had replaced by then. Null where the archive holds only a text
    /// written later: that one was not in being inside the window.
    /// </summary>
    private (string? Body, ImmutableArray<MessageVersion> Earlier) TextAt(MessageRow row, OpenConversation conversation, long end)
    {
        var earlier = ImmutableArray.CreateBuilder<MessageVersion>();
        if (row.Versions > 0)
        {
            using var command = connection.Command("SELECT version, replaced_at, replaced_by, body FROM message_version WHERE sequence = $sequence ORDER BY version", ("$sequence", row.Sequence));
            using var version = command.ExecuteReader();
            while (version.Read())
            {
                var text = Open(conversation, row, version.GetInt32(0), version.GetFieldValue<byte[]>(3));
                var replaced = version.GetInt64(1);
                if (replaced >= end) return (text, earlier.ToImmutable());
                earlier.Add(new MessageVersion(text, Utc(replaced), version.NumberOrNull(2) is { } editor ? names.IdOf(editor) : null));
            }
        }
        return (row.EditedAt >= end ? null : Open(conversation, row, (int)row.Versions, row.SealedBody!), earlier.ToImmutable());
    }

    private static string Open(OpenConversation conversation, MessageRow row, int version, byte[] body)
    {
        if (body.Length < BodyCipher.NonceSize + BodyCipher.TagSize) throw Tampered(row, null);
        var address = new byte[BodyCipher.AddressLength(conversation.IdBytes.Length, Encoding.UTF8.GetByteCount(row.MessageId))];
        var text = new byte[body.Length - BodyCipher.NonceSize - BodyCipher.TagSize];
        try
        {
            conversation.Cipher.Decrypt(
                body.AsSpan(0, BodyCipher.NonceSize),
                body.AsSpan(BodyCipher.NonceSize, text.Length),
                body.AsSpan(body.Length - BodyCipher.TagSize),
                text,
                BodyCipher.Address(address, conversation.IdBytes, row.MessageId, version));
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw Tampered(row, cause);
        }
        return Encoding.UTF8.GetString(text);
    }

    private static ArchiveTamperedException Tampered(MessageRow row, Exception? cause) =>
        new($"The text of message {row.MessageId} in the archive was altered or moved. Restore the archive from its backup.", cause);

    private OpenConversation ConversationOf(long conversationNo)
    {
        if (conversations.TryGetValue(conversationNo, out var open)) return open;
        if (conversations.Count == MostCiphersHeld) CloseConversations();
        using var command = connection.Command("SELECT conversation_id, sealed_key FROM conversation WHERE conversation_no = $no", ("$no", conversationNo));
        using var row = command.ExecuteReader();
        row.Read();
        var id = row.GetString(0);
        open = new OpenConversation(id, Encoding.UTF8.GetBytes(id), BodyCipher.ForConversation(vault, id, row.GetFieldValue<byte[]>(1)));
        return conversations[conversationNo] = open;
    }

    private void CloseConversations()
    {
        foreach (var conversation in conversations.Values) conversation.Cipher.Dispose();
        conversations.Clear();
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);

    private sealed record OpenConversation(string Id, byte[] IdBytes, AesGcm Cipher);
}
