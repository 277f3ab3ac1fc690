using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

internal static class HandleHistory
{
    /// <summary>The handles an account is recorded to have held, oldest first; none where only the present one is known.</summary>
    public static List<(long From, long Until, string Handle)> Load(SqliteConnection connection, long accountNo)
    {
        using var command = connection.Command("SELECT from_at, until_at, handle FROM account_handle WHERE account_no = $no ORDER BY from_at", ("$no", accountNo));
        using var row = command.ExecuteReader();
        var history = new List<(long, long, string)>();
        while (row.Read()) history.Add((row.GetInt64(0), row.GetInt64(1), row.GetString(2)));
        return history;
    }
}
