using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Core.Archive;

namespace Portal.Bench;

/// <summary>Reads what the generator of messages writes, a JSON object a line, as records of a disclosure.</summary>
internal static class GeneratedMessages
{
    public static IEnumerable<MessageRecord> Read(string path)
    {
        using var file = new StreamReader(path);
        while (file.ReadLine() is { } line) yield return ToRecord(JsonSerializer.Deserialize(line, GeneratedJson.Default.Generated)!);
    }

    private static MessageRecord ToRecord(Generated row)
    {
        var sent = DateTimeOffset.ParseExact(row.Ts, "yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var media = row.Att.Count > 0 ? row.Att[0] : null;
        return new MessageRecord(
            row.Mid, row.Conv, row.From, row.From, [row.To], sent, null, null, null, null, "message", row.Text, ImmutableArray<MessageVersion>.Empty,
            media?.Name, media?.Sha256, new ReadPosition(sent, row.Seq), "L1");
    }

    internal sealed record Generated(
        [property: JsonPropertyName("seq")] long Seq,
        [property: JsonPropertyName("ts")] string Ts,
        [property: JsonPropertyName("from")] string From,
        [property: JsonPropertyName("to")] string To,
        [property: JsonPropertyName("conv")] string Conv,
        [property: JsonPropertyName("mid")] string Mid,
        [property: JsonPropertyName("text")] string Text,
        [property: JsonPropertyName("att")] List<Attachment> Att);

    internal sealed record Attachment([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("sha256")] string Sha256);
}

[JsonSerializable(typeof(GeneratedMessages.Generated))]
internal sealed partial class GeneratedJson : JsonSerializerContext;
