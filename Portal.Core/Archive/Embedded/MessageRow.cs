using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>A message as it lies in the file, its text still sealed.</summary>
internal sealed class MessageRow
{
    /// <summary>The columns, in the order <see cref="From"/> takes them, save the body, which follows.</summary>
    public const string Columns =
        "m.sequence, m.sent_at, m.sender_no, m.conversation_no, m.message_id, m.type, m.recipients, m.edited_at, m.edited_by, " +
        "m.deleted_at, m.deleted_by, m.versions, m.media_id, m.media_sha256";

    public required long Sequence { get; init; }
    public required long SentAt { get; init; }
    public required long SenderNo { get; init; }
    public required long ConversationNo { get; init; }
    public required string MessageId { get; init; }
    public required string Type { get; init; }

    /// <summary>Whom the row names, in its order; empty where it names nobody.</summary>
    public required long[] Addressees { get; init; }
    public required long? EditedAt { get; init; }
    public required long? EditedBy { get; init; }
    public required long? DeletedAt { get; init; }
    public required long? DeletedBy { get; init; }
    public required long Versions { get; init; }
    public required string? MediaId { get; init; }
    public required string? MediaSha256 { get; init; }

    /// <summary>Null where the line does not ask for content: it is then not even fetched.</summary>
    public required byte[]? SealedBody { get; init; }

    public static MessageRow From(SqliteDataReader row) => new()
    {
        Sequence = row.GetInt64(0),
        SentAt = row.GetInt64(1),
        SenderNo = row.GetInt64(2),
        ConversationNo = row.GetInt64(3),
        MessageId = row.GetString(4),
        Type = row.GetString(5),
        Addressees = Numbers(row.TextOrNull(6)),
        EditedAt = row.NumberOrNull(7),
        EditedBy = row.NumberOrNull(8),
        DeletedAt = row.NumberOrNull(9),
        DeletedBy = row.NumberOrNull(10),
        Versions = row.GetInt64(11),
        MediaId = row.TextOrNull(12),
        MediaSha256 = row.TextOrNull(13),
        SealedBody = row.IsDBNull(14) ? null : row.GetFieldValue<byte[]>(14),
    };

    /// <summary>Reads a JSON array of positive integers, as the import writes it.</summary>
    private static long[] Numbers(string? json)
    {
        if (json is null) return [];
        var text = json.AsSpan(1, json.Length - 2);
        var numbers = new long[text.Count(',') + 1];
        var next = 0;
        foreach (var part in text.Split(',')) numbers[next++] = long.Parse(text[part], System.Globalization.CultureInfo.InvariantCulture);
        return numbers;
    }
}
