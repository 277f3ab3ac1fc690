using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Portal.Core.Archive.Embedded;

/// <summary>Parses one line of NDJSON into an <see cref="ImportRow"/>. Fields it does not know are passed over.</summary>
internal sealed class ImportRowParser
{
    private static readonly (byte[] Name, Field Field)[] Fields = [.. Enum.GetValues<Field>().Skip(1).Select(field => (Encoding.ASCII.GetBytes(NameOf(field)), field))];

    // Rows of one file name their fields in one order, so a field is nearly always the one last seen in its place.
    private readonly Field[] lastSeen = new Field[64];

    private enum Field
    {
        Other,
        MessageId, ConversationId, Sender, Recipient, Recipients, SentAt, Text, Type, Lang, Seq, Precision, Thread,
        EditedAt, EditedBy, DeletedAt, DeletedBy, Edits, MediaId, MediaSha256,
        Record, AccountId, Handle, DisplayName, Email, Phone, CreatedAt, Handles, JoinedAt, LeftAt, Kind,
    }

    /// <exception cref="UnusableRowException">The line cannot be imported.</exception>
    public void Parse(ReadOnlySpan<byte> line, ImportRow row)
    {
        row.Clear();
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new UnusableRowException(QuarantineReason.Malformed, "the line is not a JSON object");
            ulong seen = 0;
            for (var place = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; place++)
            {
                var field = FieldAt(ref json, place);
                var bit = 1UL << (int)field;
                // Two values for one field: whichever were taken, the other would be dropped without a word.
                if (field != Field.Other && (seen & bit) != 0) throw new UnusableRowException(QuarantineReason.Malformed, $"{NameOf(field)} stands there twice");
                seen |= bit;
                json.Read();
                Take(field, ref json, row);
            }
            // Whatever follows the object is no part of it.
            if (json.Read()) throw new UnusableRowException(QuarantineReason.Malformed, "something follows the JSON object");
        }
        catch (JsonException cause)
        {
            throw new UnusableRowException(QuarantineReason.Malformed, $"no valid JSON at byte {cause.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            throw new UnusableRowException(QuarantineReason.Malformed, "a text is not valid Unicode");
        }
        ImportRowRules.Check(row);
    }

    private Field FieldAt(ref Utf8JsonReader json, int place)
    {
        if (place < lastSeen.Length && lastSeen[place] is not Field.Other and var guess && json.ValueTextEquals(Fields[(int)guess - 1].Name)) return guess;
        foreach (var (name, field) in Fields)
        {
            if (!json.ValueTextEquals(name)) continue;
            if (place < lastSeen.Length) lastSeen[place] = field;
            return field;
        }
        return Field.Other;
    }

    private static void Take(Field field, ref Utf8JsonReader json, ImportRow row)
    {
        switch (field)
        {
            case Field.MessageId: row.MessageId = Text(ref json, field); break;
            case Field.ConversationId: row.ConversationId = Text(ref json, field); break;
            case Field.Sender: row.Sender = Text(ref json, field); row.SenderNamed = true; break;
            case Field.Recipient: if (Text(ref json, field) is { Length: > 0 } recipient) row.Recipients.Add(recipient); break;
            case Field.Recipients: TakeRecipients(ref json, row); break;
            case Field.SentAt: row.SentAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.Text: row.HasText = TakeText(ref json, row.Text, field); break;
            case Field.Type: row.Type = Text(ref json, field); break;
            case Field.Lang: row.Lang = Text(ref json, field); break;
            case Field.Seq: row.Seq = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var seq) ? seq : null; break;
            case Field.Precision: row.Precision = Text(ref json, field); break;
            case Field.Thread: row.Thread = Text(ref json, field); break;
            case Field.EditedAt: row.EditedAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.EditedBy: row.EditedBy = Text(ref json, field); break;
            case Field.DeletedAt: row.DeletedAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.DeletedBy: row.DeletedBy = Text(ref json, field); break;
            case Field.Edits: TakeEdits(ref json, row); break;
            case Field.MediaId: row.MediaId = Text(ref json, field); break;
            case Field.MediaSha256: row.MediaSha256 = Text(ref json, field); break;
            case Field.Record: row.Record = RecordOf(Text(ref json, field)); break;
            case Field.AccountId: row.AccountId = Text(ref json, field); break;
            case Field.Handle: row.Handle = Text(ref json, field); break;
            case Field.DisplayName: row.DisplayName = Text(ref json, field); break;
            case Field.Email: row.Email = Text(ref json, field); break;
            case Field.Phone: row.Phone = Text(ref json, field); break;
            case Field.CreatedAt: row.CreatedAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.Handles: TakeHandles(ref json, row); break;
            case Field.JoinedAt: row.JoinedAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.LeftAt: row.LeftAt = ImportTime.Read(ref json, NameOf(field)); break;
            case Field.Kind: row.Kind = Text(ref json, field); break;
            default: json.Skip(); break;
        }
    }

    private static void TakeRecipients(ref Utf8JsonReader json, ImportRow row)
    {
        if (!BeginArray(ref json, Field.Recipients)) return;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            if (Text(ref json, Field.Recipients) is { Length: > 0 } recipient) row.Recipients.Add(recipient);
    }

    private static void TakeEdits(ref Utf8JsonReader json, ImportRow row)
    {
        if (!BeginArray(ref json, Field.Edits)) return;
        var text = new ArrayBufferWriter<byte>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            BeginObject(ref json, Field.Edits);
            text.ResetWrittenCount();
            var hasText = false;
            long? replacedAt = null;
            string? replacedBy = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("text"u8)) { json.Read(); hasText = TakeText(ref json, text, Field.Edits); }
                else if (json.ValueTextEquals("replaced_at"u8)) { json.Read(); replacedAt = ImportTime.Read(ref json, "edits: replaced_at"); }
                else if (json.ValueTextEquals("replaced_by"u8)) { json.Read(); replacedBy = Text(ref json, Field.Edits); }
                else json.Skip();
            }
            if (!hasText) throw new UnusableRowException(QuarantineReason.MissingField, "edits: text is missing");
            row.Edits.Add(new ImportEdit(text.WrittenSpan.ToArray(), replacedAt ?? throw new UnusableRowException(QuarantineReason.UnusableTime, "edits: replaced_at is missing"), replacedBy));
        }
    }

    private static void TakeHandles(ref Utf8JsonReader json, ImportRow row)
    {
        if (!BeginArray(ref json, Field.Handles)) return;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            BeginObject(ref json, Field.Handles);
            string? handle = null;
            long? from = null, until = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("handle"u8)) { json.Read(); handle = Text(ref json, Field.Handles); }
                else if (json.ValueTextEquals("from"u8)) { json.Read(); from = ImportTime.Read(ref json, "handles: from"); }
                else if (json.ValueTextEquals("until"u8)) { json.Read(); until = ImportTime.Read(ref json, "handles: until"); }
                else json.Skip();
            }
            if (string.IsNullOrEmpty(handle)) throw new UnusableRowException(QuarantineReason.MissingField, "handles: handle is missing");
            row.Handles.Add(new ImportHandle(handle, from ?? throw new UnusableRowException(QuarantineReason.UnusableTime, "handles: from is missing"), until));
        }
    }

    private static bool BeginArray(ref Utf8JsonReader json, Field field) => json.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw new UnusableRowException(QuarantineReason.UnusableValue, $"{NameOf(field)} is not a list"),
    };

    private static void BeginObject(ref Utf8JsonReader json, Field field)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw new UnusableRowException(QuarantineReason.UnusableValue, $"{NameOf(field)} holds something else than objects");
    }

    /// <summary>Text, or a whole number taken as text: stores that count their ids export numbers.</summary>
    private static string? Text(ref Utf8JsonReader json, Field field) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Number when json.TryGetInt64(out var number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        JsonTokenType.Null => null,
        _ => throw new UnusableRowException(QuarantineReason.UnusableValue, $"{NameOf(field)} is not text"),
    };

    private static bool TakeText(ref Utf8JsonReader json, ArrayBufferWriter<byte> into, Field field)
    {
        if (json.TokenType == JsonTokenType.Null) return false;
        if (json.TokenType != JsonTokenType.String) throw new UnusableRowException(QuarantineReason.UnusableValue, $"{NameOf(field)} is not text");
        // Unescaping never makes UTF-8 longer.
        into.Advance(json.CopyString(into.GetSpan(Math.Max(json.ValueSpan.Length, 1))));
        return true;
    }

    private static ImportRecord RecordOf(string? name) => name switch
    {
        null or "message" => ImportRecord.Message,
        "account" => ImportRecord.Account,
        "conversation" => ImportRecord.Conversation,
        "membership" => ImportRecord.Membership,
        _ => throw new UnusableRowException(QuarantineReason.UnusableValue, "record is none of message, account, conversation, membership"),
    };

    // MessageId is message_id; MediaSha256 is media_sha256.
    private static string NameOf(Field field) => JsonNamingPolicy.SnakeCaseLower.ConvertName(field.ToString());
}
