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
                var field = fields.Next(ref reader);
                if (!reader.Read()) throw new FormatException("The line ends early.");
                fields.Take(field, ref reader);
            }
            if (reader.TokenType != JsonTokenType.EndObject || reader.Read()) throw new FormatException("The line is not one object.");
            fields.DemandAll();
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

    private enum Field
    {
        MessageId,
        ConversationId,
        SenderId,
        SenderHandleThen,
        RecipientIds,
        SentUtc,
        EditedUtc,
        EditedBy,
        DeletedUtc,
        DeletedBy,
        Type,
        Body,
        EarlierVersions,
        MediaId,
        MediaSha256,
        AuthorisationLine,
        SourceSequence,
    }

    /// <summary>What a line holds. A struct, and the names compared as bytes: this is asked seventeen times a record, three times a build.</summary>
    private struct Fields()
    {
        /// <summary>In the order of <see cref="Field"/>, which is the order of writing.</summary>
        private static readonly string[] Names =
        [
            "message_id", "conversation_id", "sender_id", "sender_handle_then", "recipient_ids", "sent_utc", "edited_utc", "edited_by", "deleted_utc", "deleted_by",
            "type", "body", "earlier_versions", "media_id", "media_sha256", "authorisation_line", "source_sequence",
        ];

        private static readonly byte[][] NameBytes = [.. Names.Select(Encoding.UTF8.GetBytes)];
        private readonly string?[] texts = new string?[Names.Length];
        private ImmutableArray<string> recipients = [];
        private ImmutableArray<MessageVersion> versions = [];
        private long sequence;
        private int seen;
        private int expected;

        /// <summary>The field whose name the reader stands on.</summary>
        public Field Next(ref Utf8JsonReader reader)
        {
            // As we write it each field stands where it is expected; another's file may have them in any order.
            for (var tried = 0; tried < Names.Length; tried++)
            {
                var at = (expected + tried) % Names.Length;
                if (!reader.ValueTextEquals(NameBytes[at])) continue;
                if ((seen & (1 << at)) != 0) throw new FormatException($"{Names[at]} stands there twice.");
                seen |= 1 << at;
                expected = at + 1;
                return (Field)at;
            }
            throw new FormatException("There is a field that does not belong there.");
        }

        public readonly void DemandAll()
        {
            if (seen != (1 << Names.Length) - 1) throw new FormatException("A field is missing.");
        }

        public void Take(Field field, ref Utf8JsonReader reader)
        {
            switch (field)
            {
                case Field.RecipientIds:
                    recipients = Recipients(ref reader);
                    break;
                case Field.EarlierVersions:
                    versions = Versions(ref reader);
                    break;
                case Field.SourceSequence:
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out sequence)) throw new FormatException("source_sequence is no whole number.");
                    break;
                case Field.EditedUtc or Field.EditedBy or Field.DeletedUtc or Field.DeletedBy or Field.Body or Field.MediaId or Field.MediaSha256:
                    texts[(int)field] = JsonText.Read(ref reader);
                    break;
                default:
                    texts[(int)field] = JsonText.Read(ref reader) ?? throw new FormatException($"{Names[(int)field]} is missing.");
                    break;
            }
        }

        public readonly MessageRecord ToRecord()
        {
            var sent = UtcText.Parse(Text(Field.SentUtc)!);
            return new MessageRecord(
                Text(Field.MessageId)!, Text(Field.ConversationId)!, Text(Field.SenderId)!, Text(Field.SenderHandleThen)!, recipients,
                sent, Time(Field.EditedUtc), Text(Field.EditedBy), Time(Field.DeletedUtc), Text(Field.DeletedBy),
                Text(Field.Type)!, Text(Field.Body), versions, Text(Field.MediaId), Text(Field.MediaSha256),
                new ReadPosition(sent, sequence), Text(Field.AuthorisationLine)!);
        }

        private readonly string? Text(Field field) => texts[(int)field];

        private readonly DateTimeOffset? Time(Field field) => Text(field) is { } text ? UtcText.Parse(text) : null;

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
