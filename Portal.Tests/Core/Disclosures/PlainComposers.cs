using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Writes a transcript as plain text: for tests of everything around it.</summary>
internal sealed class PlainTranscript(Action? onRecord = null) : ITranscriptComposer
{
    public async Task<TranscriptSummary> ComposeAsync(TranscriptContent content, Stream output, Action<long> progress, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0, records = 0;
        async Task WriteAsync(string text)
        {
            var line = Encoding.UTF8.GetBytes(text + "\n");
            hash.AppendData(line);
            bytes += line.Length;
            await output.WriteAsync(line, ct);
        }
        await WriteAsync($"{content.Package.PackageReference} {content.RecordCount}");
        await foreach (var record in content.Records.WithCancellation(ct))
        {
            await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{record.SentUtc:O} {record.SenderId}: {record.Body}"));
            progress(++records);
            onRecord?.Invoke();
        }
        return new TranscriptSummary((int)(records / 40) + 1, records, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, []);
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
