using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Core.Archive.Embedded.Synthetic;

/// <summary>Writes the rows, with edits, deletions and attachments strewn in, and puts the messages in the order of time.</summary>
internal sealed class SyntheticRows(SeededRandom random)
{
    private readonly ArrayBufferWriter<byte> head = new();
    private readonly List<(DateTimeOffset At, Action<Utf8JsonWriter> Write)> messages = [];

    public void Account(SyntheticAccount account) => Line(head, json =>
    {
        json.WriteString("record", "account");
        json.WriteString("account_id", account.Id);
        json.WriteString("handle", account.Handle);
        json.WriteString("display_name", account.DisplayName);
        json.WriteString("email", account.Email);
        json.WriteString("phone", account.Phone);
        json.WriteString("created_at", Time(account.Created));
        if (account.Handles.Length == 0) return;
        json.WriteStartArray("handles");
        foreach (var (handle, from, until) in account.Handles)
        {
            json.WriteStartObject();
            json.WriteString("handle", handle);
            json.WriteString("from", Time(from));
            if (until is { } end) json.WriteString("until", Time(end));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public void Conversation(SyntheticConversation conversation)
    {
        Line(head, json =>
        {
            json.WriteString("record", "conversation");
            json.WriteString("conversation_id", conversation.Id);
            json.WriteString("kind", conversation.Kind);
        });
        foreach (var stint in conversation.Stints)
        {
            Line(head, json =>
            {
                json.WriteString("record", "membership");
                json.WriteString("conversation_id", conversation.Id);
                json.WriteString("account_id", stint.Account.Id);
                json.WriteString("joined_at", Time(stint.Joined));
                if (stint.Left is { } left) json.WriteString("left_at", Time(left));
            });
            if (stint.Joined > SyntheticArchive.From) System(conversation, stint.Joined, $"{stint.Account.Handle} joined");
            if (stint.Left is { } gone) System(conversation, gone, $"{stint.Account.Handle} left");
        }
    }

    /// <summary>A message as it was written, neither edited nor deleted.</summary>
    public void Plain(SyntheticConversation conversation, SyntheticAccount sender, SyntheticAccount[] recipients, DateTimeOffset at, string text) =>
        Add(conversation, sender, recipients, at, text, _ => { });

    public void Message(SyntheticConversation conversation, SyntheticAccount sender, SyntheticAccount[] recipients, DateTimeOffset at, string text)
    {
        switch (random.Below(200))
        {
            case < 6:
                var edits = 1 + random.Below(2);
                var times = new DateTimeOffset[edits];
                for (var edit = 0; edit < edits; edit++) times[edit] = (edit == 0 ? at : times[edit - 1]).AddSeconds(5 + random.Below(random.OneIn(5) ? 400_000 : 900));
                var earlier = times.Select(_ => SyntheticPhrases.Sentence(conversation.Language, random)).ToArray();
                Add(conversation, sender, recipients, at, text, json => Edits(json, sender, times, earlier));
                break;
            case < 9:
                var deleted = at.AddSeconds(10 + random.Below(200_000));
                Add(conversation, sender, recipients, at, text, json =>
                {
                    json.WriteString("deleted_at", Time(deleted));
                    json.WriteString("deleted_by", sender.Id);
                });
                break;
            case < 11:
                var hash = string.Concat(Enumerable.Range(0, 4).Select(_ => random.Next().ToString("x16", CultureInfo.InvariantCulture)));
                Add(conversation, sender, recipients, at, text, json =>
                {
                    json.WriteString("media_id", $"media-{hash[..12]}");
                    json.WriteString("media_sha256", hash);
                });
                break;
            default:
                Plain(conversation, sender, recipients, at, text);
                break;
        }
    }

    public Stream Open()
    {
        var all = new ArrayBufferWriter<byte>(messages.Count * 300);
        all.Write(head.WrittenSpan);
        var number = 0;
        // A stable sort: of two at the same instant, the one that was said first stays first.
        foreach (var (_, write) in messages.OrderBy(message => message.At))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"m-{++number:0000000}");
            Line(all, json =>
            {
                json.WriteString("message_id", id);
                write(json);
            });
        }
        return new MemoryStream(all.WrittenMemory.ToArray(), writable: false);
    }

    private void System(SyntheticConversation conversation, DateTimeOffset at, string text) => messages.Add((at, json =>
    {
        json.WriteString("conversation_id", conversation.Id);
        json.WriteNull("sender");
        json.WriteNull("recipient");
        json.WriteString("type", "system");
        json.WriteString("sent_at", Time(at));
        json.WriteString("text", text);
    }));

    private void Add(SyntheticConversation conversation, SyntheticAccount sender, SyntheticAccount[] recipients, DateTimeOffset at, string text, Action<Utf8JsonWriter> more) =>
        messages.Add((at, json =>
        {
            json.WriteString("conversation_id", conversation.Id);
            json.WriteString("sender", sender.Id);
            json.WriteString("recipient", recipients.Length > 0 ? recipients[0].Id : null);
            json.WriteString("sent_at", Time(at));
            json.WriteString("text", text);
            more(json);
        }));

    private static void Edits(Utf8JsonWriter json, SyntheticAccount sender, DateTimeOffset[] times, string[] earlier)
    {
        json.WriteString("edited_at", Time(times[^1]));
        json.WriteString("edited_by", sender.Id);
        json.WriteStartArray("edits");
        for (var edit = 0; edit < times.Length; edit++)
        {
            json.WriteStartObject();
            json.WriteString("text", earlier[edit]);
            json.WriteString("replaced_at", Time(times[edit]));
            json.WriteString("replaced_by", sender.Id);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Line(ArrayBufferWriter<byte> into, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(into, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        into.Write("\n"u8);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
}
