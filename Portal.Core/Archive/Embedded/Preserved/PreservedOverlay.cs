using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded.Preserved;

/// <summary>
/// A snapshot's records in the archive's own tables, in a private temporary file that SQLite deletes when it is closed. So the rules of party,
/// window and text are those of the archive, by the same code. What the archive itself still holds is left out. For one user at a time.
/// </summary>
internal sealed class PreservedOverlay : IDisposable
{
    private const int PageRows = 500;
    private static readonly ArchiveMark Everything = new(long.MaxValue);

    private readonly PreservedSource source;
    private readonly SqliteConnection connection;
    private readonly IKeyVault vault;

    private PreservedOverlay(PreservedSource source, IKeyVault vault)
    {
        this.source = source;
        this.vault = vault;
        // No name: a file of this connection alone, without a journal to leave behind.
        connection = new SqliteConnection("Data Source=;Pooling=False");
        connection.Open();
        connection.Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; PRAGMA secure_delete = ON");
        connection.Run(ArchiveSchema.Create);
    }

    public PreservedSource Source => source;

    /// <param name="live">The archive: of records that both hold, its own stands.</param>
    /// <param name="earlier">Snapshots opened before: of two that hold a record, the first stands.</param>
    /// <exception cref="SnapshotException">It cannot be opened, or holds a record otherwise than the archive or another snapshot.</exception>
    public static async Task<PreservedOverlay> LoadAsync(PreservedSource source, IKeyVault vault, IMessageArchive live, ArchiveMark mark, IReadOnlyList<PreservedOverlay> earlier, CancellationToken ct)
    {
        var overlay = new PreservedOverlay(source, vault);
        try
        {
            ReadPosition? last = null;
            await foreach (var piece in source.Pieces(ct))
            {
                var rows = SnapshotRows.Read(source.Seal.Open(piece.Span, last));
                if (rows.Messages is [.., var end]) last = new ReadPosition(new DateTimeOffset(end.SentAt, TimeSpan.Zero), end.Sequence);
                var ids = rows.Messages.Select(message => message.Id).ToList();
                var known = await live.TagsAsync(ids, mark, ct);
                foreach (var other in earlier) known = known.SetItems(MessageTags.Of(other.connection, ids, Everything));
                await Task.Run(() => overlay.Write(rows, known), ct);
            }
            return overlay;
        }
        catch
        {
            overlay.Dispose();
            throw;
        }
    }

    /// <summary>The messages of a scope, in order, after a position.</summary>
    public async IAsyncEnumerable<MessageRecord> ReadAsync(AuthorizedScope scope, ReadPosition? after, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new ScopeReader(connection, vault, scope, after, Everything, source.Scope.Answers);
        while (true)
        {
            var page = await Task.Run(() => reader.NextPage(PageRows, ct), ct);
            if (page.Count == 0) yield break;
            foreach (var record in page) yield return record;
        }
    }

    public IEnumerable<AccountRecord> Accounts(AuthorizedScope scope) =>
        SubscriberReader.Read(connection, scope).Where(account => source.Scope.Categories.Contains(DataCategory.Subscriber) && account.AccountId == source.Scope.AccountId);

    public long Count(RecordSelector selector) => source.Scope.Answers(selector) ? SelectorCount.Count(connection, selector, Everything) : 0;

    public RecordTally Recount(AuthorizedScope scope, Action<string>? each, CancellationToken ct) =>
        ScopeRecount.Recount(connection, scope, Everything, source.Scope.Answers, each, ct);

    public void Dispose() => connection.Dispose();

    private void Write(SnapshotRows rows, ImmutableDictionary<string, string> known)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var a in rows.Accounts)
        {
            connection.Run("""
                INSERT OR IGNORE INTO account (account_no, account_id, declared, handle, handle_normal, display_name, email, email_normal, phone, phone_normal, created_at)
                VALUES ($no, $id, $declared, $handle, $normal, $name, $email, $emailNormal, $phone, $phoneNormal, $created)
                """, ("$no", a.No), ("$id", a.Id), ("$declared", a.Declared), ("$handle", a.Handle), ("$normal", a.HandleNormal), ("$name", a.DisplayName),
                ("$email", a.Email), ("$emailNormal", a.EmailNormal), ("$phone", a.Phone), ("$phoneNormal", a.PhoneNormal), ("$created", a.CreatedAt));
        }
        foreach (var h in rows.Handles)
            connection.Run("INSERT OR IGNORE INTO account_handle VALUES ($no, $from, $until, $handle, $normal)", ("$no", h.AccountNo), ("$from", h.From), ("$until", h.Until), ("$handle", h.Handle), ("$normal", h.HandleNormal));
        foreach (var c in rows.Conversations)
            connection.Run("INSERT OR IGNORE INTO conversation VALUES ($no, $id, $kind, $key)", ("$no", c.No), ("$id", c.Id), ("$kind", c.Kind), ("$key", c.SealedKey));
        foreach (var m in rows.Memberships)
            connection.Run("INSERT OR IGNORE INTO membership VALUES ($conversation, $account, $joined, $left)", ("$conversation", m.ConversationNo), ("$account", m.AccountNo), ("$joined", m.Joined), ("$left", m.Left));
        foreach (var message in rows.Messages)
        {
            if (!known.TryGetValue(message.Id, out var tag)) WriteMessage(message);
            else if (tag != Convert.ToHexStringLower(message.Tag))
                throw new SnapshotException($"Message {message.Id} stands in {source.Name} otherwise than where else it is held. Neither is used until somebody has looked: ask the archive's operators which of the two is the record.");
        }
        transaction.Commit();
    }

    private void WriteMessage(PreservedMessage m)
    {
        connection.Run("""
            INSERT INTO message (sender_no, sent_at, sequence, conversation_no, message_id, type, recipients, edited_at, edited_by, versions, deleted_at, deleted_by,
                media_id, media_sha256, body, content_tag, source_no, source_line)
            VALUES ($sender, $sent, $sequence, $conversation, $id, $type, $recipients, $edited, $editor, $versions, $deleted, $deleter, $media, $hash, $body, $tag, 0, 0)
            """, ("$sender", m.SenderNo), ("$sent", m.SentAt), ("$sequence", m.Sequence), ("$conversation", m.ConversationNo), ("$id", m.Id), ("$type", m.Type),
            ("$recipients", m.Recipients), ("$edited", m.EditedAt), ("$editor", m.EditedBy), ("$versions", m.Versions), ("$deleted", m.DeletedAt), ("$deleter", m.DeletedBy),
            ("$media", m.MediaId), ("$hash", m.MediaSha256), ("$body", m.Body ?? []), ("$tag", m.Tag));
        connection.Run("""
            INSERT OR IGNORE INTO delivery (recipient_no, sent_at, sequence, sender_no, conversation_no)
            SELECT value, $sent, $sequence, $sender, $conversation FROM json_each($recipients)
            """, ("$recipients", m.Recipients ?? "[]"), ("$sent", m.SentAt), ("$sequence", m.Sequence), ("$sender", m.SenderNo), ("$conversation", m.ConversationNo));
        foreach (var version in m.Earlier)
            connection.Run("INSERT INTO message_version VALUES ($sequence, $version, $replaced, $by, $body)", ("$sequence", m.Sequence), ("$version", version.Number), ("$replaced", version.ReplacedAt), ("$by", version.ReplacedBy), ("$body", version.Body));
    }
}
