using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>Account numbers to ids, and to the handle held at an instant.</summary>
internal sealed class AccountNames(SqliteConnection connection)
{
    private const int MostHeld = 65536;
    private readonly Dictionary<long, Named> known = [];

    /// <summary>Empty for <see cref="ArchiveSchema.NoSender"/>.</summary>
    public string IdOf(long accountNo) => Of(accountNo).Id;

    /// <summary>The handle at an instant; the account id where the history has a gap there.</summary>
    public string HandleAt(long accountNo, long at)
    {
        var account = Of(accountNo);
        if (account.History.Count == 0) return account.Handle;
        foreach (var (from, until, handle) in account.History)
            if (at >= from && at < until) return handle;
        return account.Id;
    }

    private Named Of(long accountNo)
    {
        if (known.TryGetValue(accountNo, out var named)) return named;
        if (known.Count == MostHeld) known.Clear();
        return known[accountNo] = Load(accountNo);
    }

    private Named Load(long accountNo)
    {
        if (accountNo == ArchiveSchema.NoSender) return new Named("", "", []);
        using var command = connection.Command("SELECT account_id, handle FROM account WHERE account_no = $no", ("$no", accountNo));
        using var row = command.ExecuteReader();
        row.Read();
        return new Named(row.GetString(0), row.GetString(1), HandleHistory.Load(connection, accountNo));
    }

    private sealed record Named(string Id, string Handle, List<(long From, long Until, string Handle)> History);
}
