using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Archive;

namespace Portal.Core.Disclosures.Records;

/// <summary>Rows of RFC 4180: comma, CRLF, every cell quoted and safe to open in a spreadsheet (<see cref="CsvCell"/>).</summary>
internal static class CsvRow
{
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            CsvCell.Write(output, cells[i]);
        }
        output.Write("\r\n"u8);
    }
}

/// <summary><c>messages.csv</c>: one row a message, in the order of <c>messages.jsonl</c>.</summary>
internal static class MessageCsv
{
    public static readonly ImmutableArray<string> Columns =
    [
        "message_id", "conversation_id", "sender_id", "sender_handle_then", "recipient_ids", "sent_utc", "edited_utc", "deleted_utc",
        "type", "body", "media_id", "media_sha256", "authorisation_line",
    ];

    public static void WriteHeader(IBufferWriter<byte> output) => CsvRow.Write(output, Columns.AsSpan());

    /// <summary>Recipients stand in one cell, a space between them. A body that may not be disclosed is an empty cell, as an empty body is.</summary>
    public static void Write(IBufferWriter<byte> output, MessageRecord record) => CsvRow.Write(output,
    [
        record.MessageId, record.ConversationId, record.SenderId, record.SenderHandleThen, string.Join(' ', record.RecipientIds),
        UtcText.Of(record.SentUtc), UtcText.Of(record.EditedUtc), UtcText.Of(record.DeletedUtc),
        record.Type, record.Body, record.MediaId, record.MediaSha256, record.AuthorisationLine,
    ]);
}

/// <summary><c>accounts.csv</c>: one row an account that a SUBSCRIBER line lets out.</summary>
internal static class AccountCsv
{
    public static readonly ImmutableArray<string> Columns =
        ["account_id", "handle", "display_name", "email", "phone", "created_utc", "handles", "authorisation_line"];

    public static void WriteHeader(IBufferWriter<byte> output) => CsvRow.Write(output, Columns.AsSpan());

    public static void Write(IBufferWriter<byte> output, AccountRecord account) => CsvRow.Write(output,
    [
        account.AccountId, account.Handle, account.DisplayName, account.Email, account.Phone, UtcText.Of(account.CreatedUtc),
        string.Join(", ", account.Handles.Select(held => string.Create(CultureInfo.InvariantCulture, $"{held.Handle} {UtcText.Of(held.FromUtc)}/{UtcText.Of(held.UntilUtc)}"))),
        account.AuthorisationLine,
    ]);
}
