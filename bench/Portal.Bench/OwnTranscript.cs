using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Pdf;

namespace Portal.Bench;

/// <summary>
/// The transcript as the product sets it: tagged, with outline, links and metadata; without cover, and unsigned, because these cost the same at any size.
/// </summary>
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
        // What it reads is at hand, so it never waits.
        TranscriptMessages.WriteAsync(document, records.ToAsyncEnumerable(), zone: null, firstOrdinal, _ => { }, CancellationToken.None).GetAwaiter().GetResult();
        return document.Finish();
    }
}
