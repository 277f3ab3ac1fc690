using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>Who was in one conversation when. Stints are half-open, <c>[joined, left)</c>, and there may be several.</summary>
internal sealed class ConversationMembers
{
    private readonly Dictionary<long, List<(long Joined, long Left)>> stints = [];
    private readonly long[] changes;
    private readonly long[]?[] between;

    private ConversationMembers(IEnumerable<(long Account, long Joined, long Left)> rows)
    {
        var instants = new SortedSet<long>();
        foreach (var (account, joined, left) in rows)
        {
            if (!stints.TryGetValue(account, out var list)) stints[account] = list = [];
            list.Add((joined, left));
            instants.Add(joined);
            instants.Add(left);
        }
        changes = [.. instants];
        between = new long[changes.Length + 1][];
    }

    /// <summary>False where nothing is known of who belongs here; not the same as a conversation that everybody left.</summary>
    public bool Known => stints.Count > 0;

    public static ConversationMembers Load(SqliteConnection connection, long conversationNo)
    {
        using var command = connection.Command("SELECT account_no, joined_at, left_at FROM membership WHERE conversation_no = $conversation", ("$conversation", conversationNo));
        using var row = command.ExecuteReader();
        var rows = new List<(long, long, long)>();
        while (row.Read()) rows.Add((row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return new ConversationMembers(rows);
    }

    public bool Includes(long account, long at)
    {
        if (!stints.TryGetValue(account, out var list)) return false;
        foreach (var (joined, left) in list)
            if (at >= joined && at < left) return true;
        return false;
    }

    /// <summary>The members at an instant; the same array for every instant between two changes.</summary>
    public long[] At(long at)
    {
        var found = Array.BinarySearch(changes, at);
        var segment = found >= 0 ? found + 1 : ~found;
        return between[segment] ??= [.. stints.Keys.Where(account => Includes(account, at))];
    }
}
