using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Pdf;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Writes a transcript as plain text: for tests of everything around it.</summary>
internal sealed class PlainTranscript(Action? onRecord = null) : ITranscriptComposer
{
    private const int RecordsOnAPage = 40;

    public async Task<TranscriptSummary> ComposeAsync(TranscriptContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct)
    {
        using var text = new HashedText(output);
        text.Line($"{content.Package.PackageReference} {content.RecordCount}");
        var set = await WriteAsync(text, records, progress, ct);
        return new TranscriptSummary(text.File(set.Records), set, TextOddities.None);
    }

    public async Task<VolumeDraft> DraftVolumeAsync(VolumeContent content, IAsyncEnumerable<MessageRecord> records, Stream output, Action<long> progress, CancellationToken ct)
    {
        var span = content.Span;
        using var text = new HashedText(output);
        text.Line($"{content.Package.PackageReference} volume {span.Number} of {span.Of}: {span.FirstOrdinal} to {span.LastOrdinal}, {content.FirstUtc:O} to {content.LastUtc:O}");
        var set = await WriteAsync(text, records, progress, ct);
        var file = text.File(set.Records);
        return new VolumeDraft(span, set, TextOddities.None with { VisibleControls = span.Number }, new PdfDraft(file.Pages, file.Bytes, file.Sha256, [], [], 0, 1, 0, 0, ""));
    }

    public TranscriptFile BindVolume(TranscriptContent content, VolumeDraft volume, VolumePlace place, Stream draft, Stream output)
    {
        using var text = new HashedText(output);
        using var reader = new StreamReader(draft);
        text.Line(reader.ReadToEnd());
        text.Line(place.Stamp(1));
        return text.File(volume.Set.Records);
    }

    public int CountFrontPages(FrontContent content) => 1;

    public TranscriptSummary ComposeFront(FrontContent content, Stream output)
    {
        using var text = new HashedText(output);
        foreach (var volume in content.Volumes) text.Line($"{volume.Path} {volume.Sha256} {content.PlaceOf(volume).Stamp(1)}");
        return new TranscriptSummary(text.File(0), content.Set, content.Oddities);
    }

    private async Task<RecordsSet> WriteAsync(HashedText text, IAsyncEnumerable<MessageRecord> records, Action<long> progress, CancellationToken ct)
    {
        var set = new RecordsCount();
        await foreach (var record in records.WithCancellation(ct))
        {
            text.Line($"{record.SentUtc:O} {record.SenderId}: {record.Body}");
            set.Add(record);
            progress(set.Records);
            onRecord?.Invoke();
        }
        return set.Set;
    }

    private sealed class HashedText(Stream output) : IDisposable
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long bytes;

        public void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

        public void Line(string text)
        {
            var line = Encoding.UTF8.GetBytes(text + "\n");
            hash.AppendData(line);
            bytes += line.Length;
            output.Write(line);
        }

        public TranscriptFile File(long records) => new((int)(records / RecordsOnAPage) + 1, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));

        public void Dispose() => hash.Dispose();
    }
}

internal sealed class PlainCertificate : ICertificateComposer
{
    public async Task<int> ComposeAsync(CertificateContent content, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes($"{content.Declarant.Name} declares {content.RecordCount} records, {string.Join(", ", content.Files.Select(file => file.Sha256))}\n"), ct);
        return 1;
    }
}
