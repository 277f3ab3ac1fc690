using System.Collections.Immutable;
using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Text;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>
/// Sets the transcript with the house's PDF library: for reading in court. Pages go out as they fill, so a package of a
/// million messages takes no more memory than one of a thousand.
/// </summary>
public sealed class TranscriptComposer(DocumentSigning signing) : ITranscriptComposer
{
    private const int MostListedCodePoints = 40;

    public async Task<TranscriptSummary> ComposeAsync(TranscriptContent content, Stream output, Action<long> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(progress);
        using var document = new PdfDocument(output, Options(content));
        TranscriptCover.Write(document, content, signing.Signer.Trusted);
        var records = await WriteMessagesAsync(document, content, progress, ct);
        var notes = WriteClosing(document, content, records);
        var summary = document.Finish();
        return new TranscriptSummary(summary.Pages, records, summary.Sha256, summary.Bytes, notes);
    }

    private PdfDocumentOptions Options(TranscriptContent content)
    {
        var accounts = Named([.. content.Scope.Lines.Select(l => l.TargetLabel).Distinct(StringComparer.Ordinal)]);
        return new PdfDocumentOptions
        {
            Title = $"Disclosure {content.Package.PackageReference}",
            Author = content.Package.Employer,
            Subject = $"Records disclosed to {content.Package.Agency} under {content.Package.Instrument}",
            Language = "en-US",
            Producer = content.Package.Software,
            CreatedUtc = content.CreatedUtc,
            FileId = content.Scope.ScopeId,
            PageSize = PageSize.Letter,
            Running = page => new RunningLines(content.Package.PackageReference, accounts, page.Section),
            Signing = signing,
            SigningReason = "Disclosure of records as authorised",
        };
    }

    /// <summary>Whose records these are, short enough for the top of every page; the scope's table has all of them.</summary>
    private static string Named(ImmutableArray<string> targets) =>
        targets.Length <= 2 ? string.Join(", ", targets) : $"{targets[0]} and {Number(targets.Length - 1)} more";

    private static async Task<long> WriteMessagesAsync(PdfDocument document, TranscriptContent content, Action<long> progress, CancellationToken ct)
    {
        long written = 0;
        DateOnly? day = null;
        MessageTable? table = null;
        document.PageBreak();
        document.Heading(1, "Messages");
        if (content.RecordCount == 0) document.Paragraph("No message falls under what was authorised.");
        else document.Paragraph($"{Number(content.RecordCount)} messages in order of the time they were sent. All times are UTC. Handles are those held at the time.", ParagraphStyle.Caption);
        try
        {
            await foreach (var record in content.Records.WithCancellation(ct))
            {
                var sent = DateOnly.FromDateTime(record.SentUtc.UtcDateTime);
                if (sent != day)
                {
                    table?.Dispose();
                    document.Heading(2, sent.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture));
                    table = document.BeginMessages();
                    day = sent;
                }
                table!.Row(TranscriptRow.Of(record));
                progress(++written);
            }
        }
        finally
        {
            table?.Dispose();
        }
        return written;
    }

    private static ImmutableArray<string> WriteClosing(PdfDocument document, TranscriptContent content, long records)
    {
        document.PageBreak();
        document.Heading(1, "Closing counts");
        using (var table = document.BeginTable(
            new TableColumn("Line"),
            new TableColumn("Target", 4),
            new TableColumn("Category", 3),
            new TableColumn("Asked for", 2, ColumnAlign.End),
            new TableColumn("Withheld", 2, ColumnAlign.End),
            new TableColumn("Authorised", 2, ColumnAlign.End)))
        {
            foreach (var line in content.Lines)
                table.Row(line.LineId, line.Target, DataCategories.Name(line.Category), Number(line.Requested), Number(line.TakenByCut.Sum()), Number(line.Authorised));
        }
        document.Paragraph($"{Number(records)} messages are set above, each once. Where lines overlap, a message stands under the line that discloses most, so the lines may add up to more.");
        var notes = Oddities(document.Diagnostics);
        if (notes.IsEmpty)
        {
            document.Paragraph("Every character of every message could be shown.");
        }
        else
        {
            document.Heading(2, "What could not be shown as written");
            foreach (var note in notes) document.Paragraph(note);
        }
        document.Callout(
            "The record is data/records/messages.jsonl",
            "This transcript is for reading. Text copied from a PDF may come out in another order or with other characters, in Arabic and Indic scripts above all. The exact text of every message is in the JSON Lines file, whose SHA-256 the manifest names.");
        return notes;
    }

    private static ImmutableArray<string> Oddities(TextDiagnostics found)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (found.UncoveredCharacters > 0)
        {
            var listed = string.Join(" ", found.UncoveredCodePoints.Take(MostListedCodePoints).Select(c => $"U+{c:X4}"));
            var more = found.UncoveredCodePoints.Count > MostListedCodePoints ? " and more" : "";
            notes.Add($"{Number(found.UncoveredCharacters)} characters have no glyph in the fonts installed and are drawn as a box with their code point: {listed}{more}.");
        }
        if (found.ClippedMarks > 0) notes.Add($"{Number(found.ClippedMarks)} combining marks stacked on one character were left out.");
        if (found.VisibleControls > 0) notes.Add($"{Number(found.VisibleControls)} control or formatting characters are drawn as labelled boxes.");
        if (found.LoneSurrogates > 0) notes.Add($"{Number(found.LoneSurrogates)} halves of characters, broken at the source, are drawn as labelled boxes.");
        return notes.ToImmutable();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
