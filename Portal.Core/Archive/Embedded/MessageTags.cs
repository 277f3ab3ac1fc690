using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>The content tags of messages, by id.</summary>
internal static class MessageTags
{
    public static ImmutableDictionary<string, string> Of(SqliteConnection connection, IReadOnlyCollection<string> messageIds, ArchiveMark mark)
    {
        var tags = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        using var command = connection.Command(
            "SELECT m.message_id, m.content_tag FROM json_each($ids) i CROSS JOIN message m ON m.message_id = i.value WHERE m.sequence <= $mark",
            ("$ids", JsonSerializer.Serialize(messageIds)), ("$mark", mark.Sequence));
        using var row = command.ExecuteReader();
        while (row.Read()) tags[row.GetString(0)] = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1));
        return tags.ToImmutable();
    }
}
