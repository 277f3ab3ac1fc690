using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

internal enum MessageWritten
{
    New,
    AlreadyPresent,
    RepeatedSameContent,
    RepeatedOtherContent,
}

/// <summary>Writes messages with prepared statements; texts are sealed on the way in.</summary>
internal sealed class MessageWriter : IDisposable
{
    private readonly DirectoryWriter directory;
    private readonly SqliteCommand message;
    private readonly SqliteCommand delivery;
    private readonly SqliteCommand version;
    private readonly SqliteCommand existing;
    private readonly List<long> recipients = [];
    private readonly byte[] nonces = new byte[BodyCipher.NonceSize * 512];
    private int nonceUsed;
    private byte[] address = new byte[1024];

    public MessageWriter(SqliteConnection connection, DirectoryWriter directory, long lastSequence)
    {
        this.directory = directory;
        LastSequence = lastSequence;
        nonceUsed = nonces.Length;
        string[] columns = [
            "sender_no", "sent_at", "sequence", "conversation_no", "message_id", "type", "recipients", "edited_at", "edited_by", "versions",
            "deleted_at", "deleted_by", "media_id", "media_sha256", "lang", "thread", "precision", "source_seq", "body", "content_tag", "source_no", "source_line"];
        message = Prepared(connection, $"INSERT INTO message ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "$" + column))})", columns);
        delivery = Prepared(connection, """
            INSERT INTO delivery (recipient_no, sent_at, sequence, sender_no, conversation_no) VALUES ($recipient, $sent, $sequence, $sender, $conversation)
            """, "recipient", "sent", "sequence", "sender", "conversation");
        version = Prepared(connection, """
            INSERT INTO message_version (sequence, version, replaced_at, replaced_by, body) VALUES ($sequence, $version, $replaced, $by, $body)
            """, "sequence", "version", "replaced", "by", "body");
        existing = Prepared(connection, "SELECT content_tag, source_no, source_line FROM message WHERE message_id = $id", "id");
    }

    /// <summary>The high-water mark: sequences follow the order of the lines.</summary>
    public long LastSequence { get; private set; }

    public MessageWritten Write(ImportRow row, byte[] contentTag, long sourceNo, long line)
    {
        // A line run a second time is the common case of a repeated id; it is looked up before names are made or texts sealed for it.
        if (Existing(row.MessageId!, contentTag, sourceNo, line) is { } found) return found;

        var conversation = directory.Conversation(row.ConversationId!);
        var sender = string.IsNullOrEmpty(row.Sender) ? ArchiveSchema.NoSender : directory.AccountNo(row.Sender);
        recipients.Clear();
        foreach (var name in row.Recipients)
            if (directory.AccountNo(name) is var no && !recipients.Contains(no)) recipients.Add(no);
        var sequence = ++LastSequence;
        // The text that stands was written when the last one was replaced, whatever edited_at says.
        var edited = row.Edits.Count > 0 ? Math.Max(row.EditedAt ?? 0, row.Edits[^1].ReplacedAt) : row.EditedAt;

        Set(message, [
            sender, row.SentAt, sequence, conversation.No, row.MessageId, row.Type ?? "message", RecipientList(), edited, Account(row.EditedBy), (long)row.Edits.Count,
            row.DeletedAt, Account(row.DeletedBy), row.MediaId, row.MediaSha256, row.Lang, row.Thread, row.Precision, row.Seq,
            Seal(conversation, row.MessageId!, row.Edits.Count, row.Text.WrittenSpan), contentTag, sourceNo, line]);
        message.ExecuteNonQuery();
        foreach (var recipient in recipients)
        {
            Set(delivery, [recipient, row.SentAt, sequence, sender, conversation.No]);
            delivery.ExecuteNonQuery();
        }
        for (var number = 0; number < row.Edits.Count; number++)
        {
            var edit = row.Edits[number];
            Set(version, [sequence, (long)number, edit.ReplacedAt, Account(edit.ReplacedBy ?? row.EditedBy), Seal(conversation, row.MessageId!, number, edit.Text)]);
            version.ExecuteNonQuery();
        }
        return MessageWritten.New;
    }

    public void Dispose()
    {
        message.Dispose();
        delivery.Dispose();
        version.Dispose();
        existing.Dispose();
    }

    private MessageWritten? Existing(string messageId, byte[] contentTag, long sourceNo, long line)
    {
        existing.Parameters[0].Value = messageId;
        using var row = existing.ExecuteReader();
        if (!row.Read()) return null;
        if (!row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(contentTag)) return MessageWritten.RepeatedOtherContent;
        // The same line of the same file, or the same row in another export: seen before, and nothing to report.
        return row.GetInt64(1) != sourceNo || row.GetInt64(2) == line ? MessageWritten.AlreadyPresent : MessageWritten.RepeatedSameContent;
    }

    private long? Account(string? accountId) => string.IsNullOrEmpty(accountId) ? null : directory.AccountNo(accountId);

    private string? RecipientList() => recipients.Count switch
    {
        0 => null,
        1 => string.Create(CultureInfo.InvariantCulture, $"[{recipients[0]}]"),
        _ => $"[{string.Join(',', recipients.Select(no => no.ToString(CultureInfo.InvariantCulture)))}]",
    };

    private byte[] Seal(ConversationToWrite conversation, string messageId, int number, ReadOnlySpan<byte> text)
    {
        var length = BodyCipher.AddressLength(conversation.IdBytes.Length, Encoding.UTF8.GetMaxByteCount(messageId.Length));
        if (address.Length < length) address = new byte[length];
        if (nonceUsed == nonces.Length)
        {
            RandomNumberGenerator.Fill(nonces);
            nonceUsed = 0;
        }
        var body = new byte[BodyCipher.NonceSize + text.Length + BodyCipher.TagSize];
        var nonce = body.AsSpan(0, BodyCipher.NonceSize);
        nonces.AsSpan(nonceUsed, BodyCipher.NonceSize).CopyTo(nonce);
        nonceUsed += BodyCipher.NonceSize;
        conversation.Cipher.Encrypt(nonce, text, body.AsSpan(BodyCipher.NonceSize, text.Length), body.AsSpan(body.Length - BodyCipher.TagSize),
            BodyCipher.Address(address, conversation.IdBytes, messageId, number));
        return body;
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.Command(sql);
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter("$" + name, null));
        return command;
    }

    private static void Set(SqliteCommand command, ReadOnlySpan<object?> values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
    }
}
