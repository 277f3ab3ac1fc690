using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Pdf;

namespace Portal.Bench;

/// <summary>The transcript as the product writes it: tagged, with outline, links and metadata; unsigned, because a signature costs the same at any size.</summary>
internal static class OwnTranscript
{
    public static PdfSummary Write(IEnumerable<MessageRecord> records, long firstOrdinal, Stream output)
    {
        using var document = new PdfDocument(output, new PdfDocumentOptions
        {
            Title = "Bench",
            CreatedUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            PageSize = PageSize.Letter,
            Running = page => new RunningLines("PR-2026-000123-P1", "@account", page.Section),
        });
        var number = firstOrdinal;
        DateOnly? day = null;
        MessageTable? table = null;
        foreach (var record in records)
        {
            var sent = DateOnly.FromDateTime(record.SentUtc.UtcDateTime);
            if (sent != day)
            {
                table?.Dispose();
                document.Heading(2, sent.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
                table = document.BeginMessages();
                day = sent;
            }
            table!.Row(TranscriptRow.Of(record, number++));
        }
        table?.Dispose();
        return document.Finish();
    }
}
