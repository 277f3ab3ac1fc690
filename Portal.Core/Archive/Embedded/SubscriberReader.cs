using Microsoft.Data.Sqlite;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// The accounts that SUBSCRIBER lines name, each at the first line that names it, with the handles it held at any time in that line's
/// window. A line that names a conversation alone names no account and lets none out.
/// </summary>
internal static class SubscriberReader
{
    public static List<AccountRecord> Read(SqliteConnection connection, AuthorizedScope scope)
    {
        var accounts = new List<AccountRecord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (lineId, selector) in scope.Lines)
        {
            if (selector.Category != DataCategory.Subscriber || selector.AccountId is not { } account || !seen.Add(account)) continue;
            if (Find(connection, account, lineId, selector.Window) is { } record) accounts.Add(record);
        }
        return accounts;
    }

    private static AccountRecord? Find(SqliteConnection connection, string accountId, string lineId, UtcWindow window)
    {
        using var command = connection.Command("SELECT account_no, handle, display_name, email, phone, created_at FROM account WHERE account_id = $id", ("$id", accountId));
        using var row = command.ExecuteReader();
        if (!row.Read()) return null;
        var handles = HandleHistory.Load(connection, row.GetInt64(0))
            .Where(held => held.From < window.EndUtc.UtcTicks && held.Until > window.StartUtc.UtcTicks)
            .Select(held => new HandleInterval(held.Handle, Utc(held.From), held.Until == ArchiveSchema.Still ? null : Utc(held.Until)));
        return new AccountRecord(accountId, row.GetString(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4),
            row.NumberOrNull(5) is { } created ? Utc(created) : null, [.. handles], lineId);
    }

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
