using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Pdf;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>The messages, day by day; in the reader's side panel each day leads to the conversations held on it.</summary>
internal static class TranscriptMessages
{
    /// <param name="zone">The zone to tell times in beside UTC; null for none.</param>
    /// <param name="firstOrdinal">Place of the first of them in the whole transcript, from 1.</param>
    public static async Task<RecordsSet> WriteAsync(PdfDocument document, IAsyncEnumerable<MessageRecord> records, string? zone, long firstOrdinal, Action<long> progress, CancellationToken ct)
    {
        var set = new RecordsCount();
        var clock = OrderClock.Of(zone);
        var columns = new MessageColumns { WideTime = clock is not null };
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
                    table = document.BeginMessages(columns);
                    day = sent;
                    conversations.Clear();
                }
                var row = TranscriptRow.Of(record, firstOrdinal + set.Records, clock);
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

    /// <summary>Says which clocks the times are told by.</summary>
    public static string WhichTimes(string? zone) =>
        zone is null ? "All times are UTC." : $"Days and times are UTC; below each time stands that of the order's zone, {zone}.";
}
