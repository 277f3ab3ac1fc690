using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.Core.Archive.Preserved;
using Portal.Core.Legal;

namespace Portal.Core.Archive.Embedded.Preserved;

/// <summary>
/// Copies the accounts, names, conversations and memberships that kept messages refer to, each once a run. Of accounts that are not preserved
/// themselves only id and handles go along: what is needed to read the message, and no more.
/// </summary>
internal sealed class DirectoryCopy(SqliteConnection connection, PreservationScope scope)
{
    private readonly HashSet<long> accounts = [];
    private readonly HashSet<long> conversations = [];

    /// <returns>Whether the preserved account's own details were taken.</returns>
    public bool AddTarget(SnapshotRows rows)
    {
        if (scope.AccountId is not { } id || SelectorNumbers.FindAccount(connection, id) is not (var no and not SelectorNumbers.Nobody)) return false;
        var details = scope.Categories.Contains(DataCategory.Subscriber);
        AddAccount(no, rows, details);
        return details;
    }

    public void AddPartiesOf(PreservedMessage message, SnapshotRows rows)
    {
        AddAccount(message.SenderNo, rows, details: false);
        if (message.Recipients is { } recipients) foreach (var recipient in JsonSerializer.Deserialize<long[]>(recipients)!) AddAccount(recipient, rows, details: false);
        AddAccount(message.EditedBy, rows, details: false);
        AddAccount(message.DeletedBy, rows, details: false);
        foreach (var version in message.Earlier) AddAccount(version.ReplacedBy, rows, details: false);
        AddConversation(message.ConversationNo, rows);
    }

    private void AddAccount(long? account, SnapshotRows rows, bool details)
    {
        if (account is not (var no and not ArchiveSchema.NoSender) || no is null || !accounts.Add(no.Value)) return;
        using var command = connection.Command("SELECT account_id, declared, handle, handle_normal, display_name, email, email_normal, phone, phone_normal, created_at FROM account WHERE account_no = $no", ("$no", no));
        using (var row = command.ExecuteReader())
        {
            if (!row.Read()) return;
            rows.Accounts.Add(details
                ? new AccountRow(no.Value, row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8), row.NumberOrNull(9))
                : new AccountRow(no.Value, row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), null, null, null, null, null, null));
        }
        using var names = connection.Command("SELECT from_at, until_at, handle, handle_normal FROM account_handle WHERE account_no = $no", ("$no", no));
        using var name = names.ExecuteReader();
        while (name.Read()) rows.Handles.Add(new HandleRow(no.Value, name.GetInt64(0), name.GetInt64(1), name.GetString(2), name.GetString(3)));
    }

    private void AddConversation(long no, SnapshotRows rows)
    {
        if (!conversations.Add(no)) return;
        using var command = connection.Command("SELECT conversation_id, kind, sealed_key FROM conversation WHERE conversation_no = $no", ("$no", no));
        using (var row = command.ExecuteReader())
        {
            row.Read();
            rows.Conversations.Add(new ConversationRow(no, row.GetString(0), row.TextOrNull(1), row.GetFieldValue<byte[]>(2)));
        }
        using var stints = connection.Command("SELECT account_no, joined_at, left_at FROM membership WHERE conversation_no = $no", ("$no", no));
        using (var stint = stints.ExecuteReader())
            while (stint.Read()) rows.Memberships.Add(new MembershipRow(no, stint.GetInt64(0), stint.GetInt64(1), stint.GetInt64(2)));
        foreach (var member in rows.Memberships.Where(m => m.ConversationNo == no).Select(m => m.AccountNo).ToList()) AddAccount(member, rows, details: false);
    }
}
