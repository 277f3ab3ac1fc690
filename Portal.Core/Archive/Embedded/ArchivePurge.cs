using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <param name="SetAside">Lines that imports had set aside.</param>
/// <param name="Whole">False where it was told to stop before it was through.</param>
public sealed record PurgeResult(long Messages, long Versions, long SetAside, bool Whole);

/// <summary>Deletes messages by age: sender by sender in small transactions, so that readers and imports are never held up for long.</summary>
internal static class ArchivePurge
{
    private const int BatchRows = 2000;

    private const string Batch = "SELECT sent_at, sequence, recipients FROM message WHERE sender_no = $sender AND sent_at < $before ORDER BY sent_at, sequence LIMIT $rows";

    public static async Task<PurgeResult> RunAsync(ArchiveFile file, DateTimeOffset before, Func<CancellationToken, Task<bool>> mayGoOn, CancellationToken ct)
    {
        using var connection = file.Connect();
        // What is deleted must be gone from the file too, not only from its index.
        connection.Run("PRAGMA secure_delete = ON");
        long messages = 0, versions = 0;
        foreach (var sender in await Task.Run(() => Senders(connection), ct))
        {
            while (true)
            {
                if (!await mayGoOn(ct)) return new PurgeResult(messages, versions, 0, Whole: false);
                var (gone, texts) = await Task.Run(() => DeleteBatch(connection, sender, before.UtcTicks), ct);
                messages += gone;
                versions += texts;
                if (gone < BatchRows) break;
            }
        }
        var setAside = await Task.Run(() => Finish(connection, before.UtcTicks), ct);
        return new PurgeResult(messages, versions, setAside, Whole: true);
    }

    private static List<long> Senders(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT account_no FROM account UNION SELECT $nobody", ("$nobody", ArchiveSchema.NoSender));
        using var row = command.ExecuteReader();
        var senders = new List<long>();
        while (row.Read()) senders.Add(row.GetInt64(0));
        return senders;
    }

    /// <summary>A message goes with its versions and deliveries in one transaction: at no time is there a part of one.</summary>
    private static (int Messages, int Versions) DeleteBatch(SqliteConnection connection, long sender, long before)
    {
        ReadOnlySpan<(string, object?)> values = [("$sender", sender), ("$before", before), ("$rows", BatchRows)];
        using var transaction = connection.BeginTransaction(deferred: false);
        var versions = Delete(connection, transaction, $"DELETE FROM message_version WHERE sequence IN (SELECT sequence FROM ({Batch}))", values);
        Delete(connection, transaction, $"DELETE FROM delivery WHERE (recipient_no, sent_at, sequence) IN (SELECT r.value, b.sent_at, b.sequence FROM ({Batch}) b, json_each(b.recipients) r)", values);
        var messages = Delete(connection, transaction, $"DELETE FROM message WHERE sender_no = $sender AND (sent_at, sequence) IN (SELECT sent_at, sequence FROM ({Batch}))", values);
        transaction.Commit();
        return (messages, versions);
    }

    private static int Finish(SqliteConnection connection, long before)
    {
        using var command = connection.Command("DELETE FROM quarantine WHERE reported_at < $before", ("$before", before));
        var setAside = command.ExecuteNonQuery();
        connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        return setAside;
    }

    private static int Delete(SqliteConnection connection, SqliteTransaction transaction, string sql, ReadOnlySpan<(string, object?)> values)
    {
        using var command = connection.Command(sql, values);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }
}
