using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Core.Archive;

namespace Portal.Core.Disclosures.Records;

/// <summary>
/// One message as a line of <c>messages.jsonl</c>, exact in every character. Segments of a package being built hold the same lines, so
/// that what was extracted is what is delivered, byte for byte.
/// </summary>
internal static class MessageJson
{
    public static void Write(IBufferWriter<byte> output, MessageRecord record)
    {
        Text(output, "{\"message_id\":"u8, record.MessageId);
        Text(output, ",\"conversation_id\":"u8, record.ConversationId);
        Text(output, ",\"sender_id\":"u8, record.SenderId);
        Text(output, ",\"sender_handle_then\":"u8, record.SenderHandleThen);
        output.Write(",\"recipient_ids\":["u8);
        var first = true;
        foreach (var recipient in record.RecipientIds)
        {
            if (!first) output.Write(","u8);
            first = false;
            JsonText.Write(output, recipient);
        }
        Text(output, "],\"sent_utc\":"u8, UtcText.Of(record.SentUtc));
        Text(output, ",\"edited_utc\":"u8, UtcText.Of(record.EditedUtc));
        Text(output, ",\"edited_by\":"u8, record.EditedBy);
        Text(output, ",\"deleted_utc\":"u8, UtcText.Of(record.DeletedUtc));
        Text(output, ",\"deleted_by\":"u8, record.DeletedBy);
        Text(output, ",\"type\":"u8, record.Type);
        Text(output, ",\"body\":"u8, record.Body);
        output.Write(",\"earlier_versions\":["u8);
        first = true;
        foreach (var version in record.EarlierVersions)
        {
            if (!first) output.Write(","u8);
            first = false;
            Text(output, "{\"body\":"u8, version.Body);
            Text(output, ",\"replaced_utc\":"u8, UtcText.Of(version.ReplacedUtc));
            Text(output, ",\"replaced_by\":"u8, version.ReplacedBy);
            output.Write("}"u8);
        }
        Text(output, "],\"media_id\":"u8, record.MediaId);
        Text(output, ",\"media_sha256\":"u8, record.MediaSha256);
        Text(output, ",\"authorisation_line\":"u8, record.AuthorisationLine);
        output.Write(",\"source_sequence\":"u8);
        Encoding.UTF8.GetBytes(record.Position.Sequence.ToString(CultureInfo.InvariantCulture), output);
        output.Write("}\n"u8);
    }

    /// <param name="line">Without its line feed.</param>
    /// <exception cref="FormatException">Not such a line: bad JSON, or a field is missing, unknown or there twice.</exception>
    public static MessageRecord Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var fields = new Fields();
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!fields.Seen.Add(name)) throw new FormatException($"{name} stands there twice.");
                if (!reader.Read()) throw new FormatException("The line ends early.");
                fields.Take(name, ref reader);
            }
            if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw new FormatException("The line is not one object.");
            if (fields.Seen.Count != Fields.Number) throw new FormatException("A field is missing.");
            return fields.ToRecord();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // The runtime's message may quote the text; ours never does.
            throw new FormatException("The line is not valid JSON.");
        }
    }

    private static void Text(IBufferWriter<byte> output, ReadOnlySpan<byte> before, string? value)
    {
        output.Write(before);
        JsonText.Write(output, value);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new FormatException($"{token} was expected.");
    }

    private sealed class Fields
    {
        public const int Number = 17;

        private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);
        private ImmutableArray<string> recipients = [];
        private ImmutableArray<MessageVersion> versions = [];
        private long sequence;

        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public void Take(string name, ref Utf8JsonReader reader)
        {
            switch (name)
            {
                case "message_id" or "conversation_id" or "sender_id" or "sender_handle_then" or "sent_utc" or "type" or "authorisation_line":
                    texts[name] = JsonText.Read(ref reader) ?? throw new FormatException($"{name} is missing.");
                    break;
                case "edited_utc" or "edited_by" or "deleted_utc" or "deleted_by" or "body" or "media_id" or "media_sha256":
                    texts[name] = JsonText.Read(ref reader);
                    break;
                case "recipient_ids":
                    recipients = Recipients(ref reader);
                    break;
                case "earlier_versions":
                    versions = Versions(ref reader);
                    break;
                case "source_sequence":
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out sequence)) throw new FormatException("source_sequence is no whole number.");
                    break;
                default:
                    throw new FormatException("There is a field that does not belong there.");
            }
        }

        public MessageRecord ToRecord()
        {
            var sent = UtcText.Parse(texts["sent_utc"]!);
            return new MessageRecord(
                texts["message_id"]!, texts["conversation_id"]!, texts["sender_id"]!, texts["sender_handle_then"]!, recipients,
                sent, Time("edited_utc"), texts["edited_by"], Time("deleted_utc"), texts["deleted_by"],
                texts["type"]!, texts["body"], versions, texts["media_id"], texts["media_sha256"],
                new ReadPosition(sent, sequence), texts["authorisation_line"]!);
        }

        private DateTimeOffset? Time(string name) => texts[name] is { } text ? UtcText.Parse(text) : null;

        private static ImmutableArray<string> Recipients(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException("recipient_ids is no list.");
            var recipients = ImmutableArray.CreateBuilder<string>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                recipients.Add(JsonText.Read(ref reader) ?? throw new FormatException("recipient_ids holds a null."));
            return recipients.ToImmutable();
        }

        private static ImmutableArray<MessageVersion> Versions(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new FormatException("earlier_versions is no list.");
            var versions = ImmutableArray.CreateBuilder<MessageVersion>();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                string? body = null, replaced = null, by = null;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString();
                    reader.Read();
                    switch (name)
                    {
                        case "body": body = JsonText.Read(ref reader); break;
                        case "replaced_utc": replaced = JsonText.Read(ref reader); break;
                        case "replaced_by": by = JsonText.Read(ref reader); break;
                        default: throw new FormatException("There is a field that does not belong there.");
                    }
                }
                if (body is null || replaced is null) throw new FormatException("An earlier version is incomplete.");
                versions.Add(new MessageVersion(body, UtcText.Parse(replaced), by));
            }
            if (reader.TokenType != JsonTokenType.EndArray) throw new FormatException("earlier_versions is no list of versions.");
            return versions.ToImmutable();
        }
    }
}
