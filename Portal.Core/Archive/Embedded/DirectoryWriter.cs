using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>Writes accounts, conversations and memberships, and knows the numbers of those that messages name.</summary>
internal sealed class DirectoryWriter(ArchiveFile file, SqliteConnection connection) : IDisposable
{
    private const int MostAccountsHeld = 1_000_000;
    private const int MostConversationsHeld = 4096;

    private readonly Dictionary<string, long> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConversationToWrite> conversations = new(StringComparer.Ordinal);

    public long NewAccounts { get; private set; }

    public long NewConversations { get; private set; }

    /// <summary>The account's number; the account is made where it is seen for the first time.</summary>
    public long AccountNo(string accountId)
    {
        if (accounts.TryGetValue(accountId, out var no)) return no;
        if (accounts.Count == MostAccountsHeld) accounts.Clear();
        var found = SelectorNumbers.FindAccount(connection, accountId);
        if (found == SelectorNumbers.Nobody)
        {
            found = connection.Number("""
                INSERT INTO account (account_id, declared, handle, handle_normal) VALUES ($id, 0, $id, $normal) RETURNING account_no
                """, ("$id", accountId), ("$normal", IdentifierNormal.Handle(accountId) ?? accountId));
            NewAccounts++;
        }
        return accounts[accountId] = found;
    }

    /// <summary>The conversation, made with a data key of its own where it is seen for the first time.</summary>
    public ConversationToWrite Conversation(string conversationId)
    {
        if (conversations.TryGetValue(conversationId, out var conversation)) return conversation;
        if (conversations.Count == MostConversationsHeld) CloseConversations();
        return conversations[conversationId] = Find(conversationId) ?? Make(conversationId);
    }

    /// <summary>Takes up what a line declares of an account; the newest declaration stands.</summary>
    /// <returns>False where the archive says so already.</returns>
    public bool Declare(ImportRow row)
    {
        var no = AccountNo(row.AccountId!);
        var handle = row.Handle ?? row.Handles.LastOrDefault()?.Handle ?? row.AccountId!;
        var changed = Write("""
            UPDATE account SET declared = 1, handle = $handle, handle_normal = $handleNormal, display_name = $name, email = $email, email_normal = $emailNormal,
                phone = $phone, phone_normal = $phoneNormal, created_at = $created
            WHERE account_no = $no AND (declared, handle, display_name, email, phone, created_at) IS NOT (1, $handle, $name, $email, $phone, $created)
            """,
            ("$no", no), ("$handle", handle), ("$handleNormal", IdentifierNormal.Handle(handle) ?? handle), ("$name", row.DisplayName),
            ("$email", row.Email), ("$emailNormal", row.Email is { } email ? IdentifierNormal.Email(email) : null),
            ("$phone", row.Phone), ("$phoneNormal", row.Phone is { } phone ? IdentifierNormal.Phone(phone) : null), ("$created", row.CreatedAt)) > 0;

        var history = row.Handles.Select(held => (held.From, Until: held.Until ?? ArchiveSchema.Still, held.Handle)).ToList();
        // A history that has ended, beside a present handle: that one has been held since.
        if (history.Count > 0 && row.Handle is not null && history[^1].Until != ArchiveSchema.Still) history.Add((history[^1].Until, ArchiveSchema.Still, row.Handle));
        if (history.SequenceEqual(HandleHistory.Load(connection, no))) return changed;
        Write("DELETE FROM account_handle WHERE account_no = $no", ("$no", no));
        foreach (var (from, until, held) in history)
            Write("INSERT INTO account_handle (account_no, from_at, until_at, handle, handle_normal) VALUES ($no, $from, $until, $handle, $normal)",
                ("$no", no), ("$from", from), ("$until", until), ("$handle", held), ("$normal", IdentifierNormal.Handle(held) ?? held));
        return true;
    }

    /// <returns>False where the archive says so already.</returns>
    public bool Declare(string conversationId, string? kind) =>
        Write("UPDATE conversation SET kind = $kind WHERE conversation_no = $no AND kind IS NOT $kind", ("$no", Conversation(conversationId).No), ("$kind", kind)) > 0;

    /// <summary>Adds a stint, or ends one that was open.</summary>
    /// <returns>False where the archive says so already.</returns>
    /// <exception cref="UnusableRowException">The archive has another end for this stint.</exception>
    public bool Join(ImportRow row)
    {
        var conversation = Conversation(row.ConversationId!).No;
        var account = AccountNo(row.AccountId!);
        var left = row.LeftAt ?? ArchiveSchema.Still;
        var known = connection.NumberOrNull("SELECT left_at FROM membership WHERE conversation_no = $conversation AND account_no = $account AND joined_at = $joined",
            ("$conversation", conversation), ("$account", account), ("$joined", row.JoinedAt));
        if (known == left) return false;
        if (known is { } other && other != ArchiveSchema.Still)
            throw new UnusableRowException(QuarantineReason.UnusableValue, "left_at differs from what the archive has for this stint");
        Write("""
            INSERT INTO membership (conversation_no, account_no, joined_at, left_at) VALUES ($conversation, $account, $joined, $left)
            ON CONFLICT DO UPDATE SET left_at = excluded.left_at
            """, ("$conversation", conversation), ("$account", account), ("$joined", row.JoinedAt), ("$left", left));
        return true;
    }

    public void Dispose() => CloseConversations();

    private ConversationToWrite? Find(string conversationId)
    {
        using var command = connection.Command("SELECT conversation_no, sealed_key FROM conversation WHERE conversation_id = $id", ("$id", conversationId));
        using var row = command.ExecuteReader();
        return row.Read()
            ? new ConversationToWrite(row.GetInt64(0), Encoding.UTF8.GetBytes(conversationId), BodyCipher.ForConversation(file.Vault, conversationId, row.GetFieldValue<byte[]>(1)))
            : null;
    }

    private ConversationToWrite Make(string conversationId)
    {
        var wrapped = BodyCipher.NewConversationKey(file.Vault, conversationId, out var cipher);
        var no = connection.Number("INSERT INTO conversation (conversation_id, sealed_key) VALUES ($id, $key) RETURNING conversation_no", ("$id", conversationId), ("$key", wrapped));
        NewConversations++;
        return new ConversationToWrite(no, Encoding.UTF8.GetBytes(conversationId), cipher);
    }

    private void CloseConversations()
    {
        foreach (var conversation in conversations.Values) conversation.Cipher.Dispose();
        conversations.Clear();
    }

    private int Write(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }
}

internal sealed record ConversationToWrite(long No, byte[] IdBytes, AesGcm Cipher);
