using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Pdf;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>The messages, day by day; in the reader's side panel each day leads to the conversations held on it.</summary>
internal static class TranscriptMessages
{
    /// <param name="firstOrdinal">Place of the first of them in the whole transcript, from 1.</param>
    public static async Task<RecordsSet> WriteAsync(PdfDocument document, IAsyncEnumerable<MessageRecord> records, long firstOrdinal, Action<long> progress, CancellationToken ct)
    {
        var set = new RecordsCount();
        var conversations = new HashSet<string>(StringComparer.Ordinal);
        DateOnly? day = null;
        MessageTable? table = null;
        try
        {
            await foreach (var record in records.WithCancellation(ct))
            {
                var sent = DateOnly.FromDateTime(record.SentUtc.UtcDateTime);
                if (sent != day)
                {
                    table?.Dispose();
                    document.Heading(2, sent.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
                    table = document.BeginMessages();
                    day = sent;
                    conversations.Clear();
                }
                var row = TranscriptRow.Of(record, firstOrdinal + set.Records);
                table!.Row(conversations.Add(record.ConversationId) ? row with { OutlineTitle = TranscriptRow.ConversationOf(record) } : row);
                set.Add(record);
                progress(set.Records);
            }
        }
        finally
        {
            table?.Dispose();
        }
        return set.Set;
    }
}
