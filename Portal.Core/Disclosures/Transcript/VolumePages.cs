using System.Globalization;
using Portal.Core.Pdf;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>What only a transcript of several volumes has: the head of each volume, and the contents of all.</summary>
internal static class VolumePages
{
    /// <summary>The title block of a volume of messages.</summary>
    public static void WriteHead(PdfDocument document, VolumeContent content, bool signatureTrusted)
    {
        var span = content.Span;
        document.Heading(1, $"Volume {Number(span.Number)} of {Number(span.Of)}");
        document.Paragraph($"Disclosure {content.Package.PackageReference}, messages {Number(span.FirstOrdinal)} to {Number(span.LastOrdinal)} of {Number(span.AllRecords)}.", ParagraphStyle.Lead);
        if (!signatureTrusted) TranscriptCover.WarnOfDevelopmentCertificate(document);
        document.KeyValues(
        [
            new("Request", content.Package.RequestReference),
            new("Agency", content.Package.Agency),
            new("Messages", Number(span.Records)),
            new("Days (UTC)", Day(content.FirstUtc) is var first && Day(content.LastUtc) is var last && first == last ? first : $"{first} to {last}"),
            new("Cover, scope, contents", FileName(FrontContent.Path)),
        ]);
        document.Paragraph($"Messages stand in order of the time they were sent. {TranscriptMessages.WhichTimes(content.Package.OrderZone)} Handles are those held at the time.", ParagraphStyle.Caption);
    }

    /// <summary>Where everything is, volume by volume, and by which hash each file is known.</summary>
    public static void WriteContents(PdfDocument document, FrontContent content)
    {
        document.PageBreak();
        document.Heading(1, "Contents of all volumes");
        document.Paragraph(
            $"{Number(content.Set.Records)} messages in {Number(content.Volumes.Length)} volumes, in order of the time they were sent, {Number(content.AllPages)} pages with this volume. Each page tells its number within its volume at the left of its foot, and across volumes at the right.",
            ParagraphStyle.Caption);
        using (var table = document.BeginTable(
            new TableColumn("Volume", 2),
            new TableColumn("Messages", 5),
            new TableColumn("Count", 2, ColumnAlign.End),
            new TableColumn("First (UTC)", 3),
            new TableColumn("Last (UTC)", 3),
            new TableColumn("Pages", 2, ColumnAlign.End),
            new TableColumn("Across volumes", 4, ColumnAlign.End)))
        {
            table.Row("1", "Cover, scope, contents, counts", "–", "–", "–", Number(content.Pages), Range(content.Place, content.Pages));
            foreach (var volume in content.Volumes)
            {
                var span = volume.Span;
                table.Row(
                    Number(span.Number), $"{Number(span.FirstOrdinal)} to {Number(span.LastOrdinal)}", Number(span.Records), Stamp(volume.FirstUtc), Stamp(volume.LastUtc),
                    Number(volume.Pages), Range(content.PlaceOf(volume), volume.Pages));
            }
        }
        document.Heading(2, "The files and their SHA-256");
        using (var table = document.BeginTable(new TableColumn("Volume", 2), new TableColumn("File", 5), new TableColumn("SHA-256", 14, Fixed: true)))
            foreach (var volume in content.Volumes) table.Row(Number(volume.Span.Number), FileName(volume.Path), volume.Sha256);
        document.Paragraph("This volume cannot hold its own hash; manifest-sha256.txt has it, with those of all other files.", ParagraphStyle.Caption);
    }

    private static string Range(VolumePlace place, int pages) => $"{Number(place.PagesBefore + 1)} to {Number(place.PagesBefore + pages)}";

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
