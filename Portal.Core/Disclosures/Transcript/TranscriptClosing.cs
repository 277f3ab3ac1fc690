using System.Globalization;
using Portal.Core.Legal;
using Portal.Core.Pdf;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>The last page of each file: what it shows, counted, and what it could not show.</summary>
internal static class TranscriptClosing
{
    /// <summary>The counts of the whole transcript.</summary>
    /// <param name="where">Where its messages stand: "above", or in which volumes.</param>
    public static void Write(PdfDocument document, TranscriptContent content, RecordsSet set, string where, TextOddities elsewhere)
    {
        document.Heading(1, "Closing counts");
        using (var table = document.BeginTable(
            new TableColumn("Line"),
            new TableColumn("Target", 4),
            new TableColumn("Category", 3),
            new TableColumn("Asked for", 2, ColumnAlign.End),
            new TableColumn("Withheld", 2, ColumnAlign.End),
            new TableColumn("Authorised", 2, ColumnAlign.End),
            new TableColumn("Set here", 2, ColumnAlign.End)))
        {
            foreach (var line in content.Lines)
            {
                table.Row(
                    line.LineId, line.Target, DataCategories.Name(line.Category), Number(line.Requested), Number(line.TakenByCut.Sum()), Number(line.Authorised),
                    line.Category is DataCategory.Subscriber ? "–" : Number(set.ByLine.GetValueOrDefault(line.LineId)));
            }
        }
        document.Paragraph($"{Number(set.Records)} messages are set {where}, each once. Where lines overlap, a message stands under the line that discloses most, so what is authorised may add up to more.");
        foreach (var sentence in content.Preserved) document.Paragraph(sentence);
        WriteOddities(document, elsewhere);
    }

    /// <summary>The counts of one volume.</summary>
    public static void Write(PdfDocument document, VolumeSpan span, RecordsSet set)
    {
        document.Heading(1, "Counts of this volume");
        using (var table = document.BeginTable(new TableColumn("Line"), new TableColumn("Messages in this volume", 3, ColumnAlign.End), new TableColumn("", 6)))
            foreach (var (line, count) in set.ByLine) table.Row(line, Number(count), "");
        document.Paragraph($"Messages {Number(span.FirstOrdinal)} to {Number(span.LastOrdinal)} of {Number(span.AllRecords)} are set above: {Number(set.Records)}, each once. Volume 1 has the counts of all volumes.");
        WriteOddities(document, TextOddities.None);
    }

    private static void WriteOddities(PdfDocument document, TextOddities elsewhere)
    {
        var sentences = elsewhere.And(TextOddities.Of(document.Diagnostics)).Sentences();
        if (sentences.IsEmpty)
        {
            document.Paragraph("Every character of every message could be shown.");
        }
        else
        {
            document.Heading(2, "What could not be shown as written");
            foreach (var sentence in sentences) document.Paragraph(sentence);
        }
        document.Callout(
            "The record is data/records/messages.jsonl",
            "This transcript is for reading. Text copied from a PDF may come out in another order or with other characters, in Arabic and Indic scripts above all. The exact text of every message is in the JSON Lines file, whose SHA-256 the manifest names.");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
