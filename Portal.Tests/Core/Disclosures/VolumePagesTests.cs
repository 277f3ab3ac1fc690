using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;
using Portal.Jobs.Commands;

namespace Portal.Tests.Core.Disclosures;

/// <summary>A package in volumes with its real PDFs, built once; each test works on a copy of its own.</summary>
public sealed class PackageInVolumes : IAsyncLifetime
{
    public const int Messages = 230;

    private readonly string keys = Directory.CreateTempSubdirectory("portal-volume-keys-").FullName;
    private DevelopmentCertificateAuthority? authority;
    private DisclosureHost? host;

    public string Zip { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public string? FontsMissing { get; private set; }

    public int Pages { get; private set; }

    public async ValueTask InitializeAsync()
    {
        try
        {
            FontLibrary.System.EnsureUsable();
        }
        catch (FontsMissingException missing)
        {
            FontsMissing = missing.Message;
            return;
        }
        authority = DevelopmentCertificateAuthority.Open(keys, TimeProvider.System);
        host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 35)
        {
            VolumeRecords = 50,
            Services = services =>
            {
                // Nothing behind the signature: pdfsig then says of each volume that all of it is signed.
                var signing = new DocumentSigning { Signer = authority.Signer, Timestamps = authority.Timestamps, Level = SignatureLevel.T };
                services.AddSingleton<ITranscriptComposer>(new TranscriptComposer(signing));
                services.AddSingleton<ICertificateComposer>(new CertificateComposer(LetterTemplates.Load(), signing));
            },
        });
        // Two controls in each of the first and the last volume of messages.
        await host.ImportAsync(Messages, i => ("ann", "bob", i is 0 or 1 or 228 or 229 ? $"Text {i} \u0007" : $"Text {i} {string.Concat(Enumerable.Repeat("and so on ", i % 40))}"));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "bob", DataCategory.Subscriber));
        if (await host.BuildAsync(id) != BuildOutcome.Built) throw new InvalidOperationException((await host.RowAsync(id)).Problem);
        Zip = await host.PackageAsync(id);
        (Reference, Pages) = (await host.RowAsync(id)) is var row ? (row.PackageReference, row.Pages) : default;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        authority?.Dispose();
        Directory.Delete(keys, recursive: true);
    }
}

public sealed partial class VolumePagesTests : IClassFixture<PackageInVolumes>, IDisposable
{
    private const int Volumes = 6;

    private static readonly string[] TagFiles = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"];

    private readonly PackageInVolumes package;
    private readonly string folder = Directory.CreateTempSubdirectory("portal-volumes-").FullName;

    public VolumePagesTests(PackageInVolumes package)
    {
        this.package = package;
        if (package.FontsMissing is { } missing) Assert.Skip(missing);
        ZipFile.ExtractToDirectory(package.Zip, folder);
    }

    private string Bag => Path.Combine(folder, package.Reference);

    [Fact]
    public async Task Pages_OfAllVolumes_AreNumberedWithinAndAcross()
    {
        var across = 0;
        for (var volume = 1; volume <= Volumes; volume++)
        {
            var pages = await PagesAsync(volume);
            for (var page = 1; page <= pages.Length; page++)
            {
                across++;
                Assert.Matches($@"(?m)^\s*Page {page} of {pages.Length}\s+Volume {volume} of {Volumes} · page {across} of {package.Pages}\s*$", pages[page - 1]);
                Assert.Contains(package.Reference, pages[page - 1], StringComparison.Ordinal);
            }
        }
        Assert.Equal(package.Pages, across);
        Assert.True(across > 12, $"{across} pages");
    }

    [Fact]
    public async Task Messages_OfAllVolumes_AreEachThereOnceInOrder()
    {
        var found = new List<int>();
        for (var volume = 2; volume <= Volumes; volume++)
        {
            var text = string.Join('\n', await PagesAsync(volume));
            var mine = MessageText().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(volume == Volumes ? 30 : 50, mine.Count);
            Assert.Contains($"{((volume - 2) * 50) + 1} to {Math.Min((volume - 1) * 50, PackageInVolumes.Messages)} of {PackageInVolumes.Messages}", text, StringComparison.Ordinal);
            Assert.Contains($"Disclosure {package.Reference}, messages ", text, StringComparison.Ordinal);
            Assert.Contains("Development certificate", text, StringComparison.Ordinal);
            Assert.Contains("Counts of this volume", text, StringComparison.Ordinal);
            found.AddRange(mine);
        }
        Assert.Equal(Enumerable.Range(0, PackageInVolumes.Messages), found);
    }

    [Fact]
    public async Task Contents_InTheFrontVolume_NameEachFileItsMessagesPagesAndHash()
    {
        var front = WhiteSpace().Replace(string.Join('\n', await PagesAsync(1)), " ");
        var before = (await PagesAsync(1)).Length;
        for (var volume = 2; volume <= Volumes; volume++)
        {
            var (first, last, count) = (((volume - 2) * 50) + 1, Math.Min((volume - 1) * 50, PackageInVolumes.Messages), volume == Volumes ? 30 : 50);
            var pages = (await PagesAsync(volume)).Length;
            // The day stands above the time in its column, so the row reads in two lines.
            Assert.Contains(
                $"{volume} {first} to {last} {count} {Sent(first)[..10]} {Sent(last)[..10]} {pages} {before + 1} to {before + pages} {Sent(first)[11..]} {Sent(last)[11..]}",
                front, StringComparison.Ordinal);
            before += pages;
            Assert.Contains($"{volume} disclosure-{volume:D3}.pdf {Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(FileOf(volume), TestContext.Current.CancellationToken)))}", front, StringComparison.Ordinal);
        }
        Assert.Contains("230 messages are set in volumes 2 to 6, each once", front, StringComparison.Ordinal);
        Assert.Contains("4 control or formatting characters", front, StringComparison.Ordinal);
        Assert.Contains("Scope as authorised", front, StringComparison.Ordinal);
        Assert.Contains("Subscriber records", front, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Volumes_OfThePackage_AreSoundAndWhollySigned()
    {
        for (var volume = 1; volume <= Volumes; volume++)
        {
            var (exit, checkedBy) = await ExternalTool.RunAsync(folder, "qpdf", "--check", FileOf(volume));
            Assert.True(exit == 0, checkedBy);
            Assert.DoesNotContain("WARNING", checkedBy, StringComparison.Ordinal);
            var (_, signature) = await ExternalTool.RunAsync(folder, "pdfsig", FileOf(volume));
            Assert.Contains("Signature is Valid", signature, StringComparison.Ordinal);
            Assert.Contains("Total document signed", signature, StringComparison.Ordinal);
            Assert.DoesNotContain("Signature #2", signature, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Papers_OfThePackage_TellItsVolumes()
    {
        var certificate = WhiteSpace().Replace((await ExternalTool.RunAsync(Bag, "pdftotext", "-layout", "data/certificate.pdf", "-")).Output, " ");
        Assert.Contains($"Volumes {Volumes} ", certificate, StringComparison.Ordinal);
        Assert.Contains($"Pages {package.Pages} ", certificate, StringComparison.Ordinal);
        using var custody = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Bag, "data/custody.json"), TestContext.Current.CancellationToken));
        var listed = custody.RootElement.GetProperty("volumes").EnumerateArray().ToList();
        Assert.Equal(Volumes, listed.Count);
        Assert.All(listed.Skip(1), volume => Assert.NotEmpty(volume.GetProperty("rendered_by").GetString()!));
        Assert.Equal(Enumerable.Range(1, Volumes).Select(n => $"data/disclosure-{n:D3}.pdf"), listed.Select(volume => volume.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task Verify_OfAllVolumes_ChecksEachSignature()
    {
        var report = await VerifyAsync();

        Assert.True(report.Passed, string.Join('\n', report.Checks));
        Assert.Contains(report.Checks, check => check.Sentence == $"The transcript has {Volumes} volumes, and all are there.");
        for (var volume = 1; volume <= Volumes; volume++)
            Assert.Contains(report.Checks, check => check.Outcome == CheckOutcome.Ok && check.Sentence.StartsWith($"data/disclosure-{volume:D3}.pdf: signed by", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "1 of 6 volumes are missing, the first of them data/disclosure-001.pdf")]
    [InlineData(4, "1 of 6 volumes are missing, the first of them data/disclosure-004.pdf")]
    [InlineData(6, "data/disclosure-006.pdf is missing: data/custody.json lists 6 file(s) of the transcript")]
    public async Task Verify_WithAVolumeTakenOutAndTheManifestsMadeAnew_Fails(int volume, string why)
    {
        File.Delete(FileOf(volume));
        Reseal();

        Assert.Contains(why, await FailuresAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithAVolumeAddedAndTheManifestsMadeAnew_Fails()
    {
        File.Copy(FileOf(3), FileOf(7));
        Reseal();

        Assert.Contains("data/disclosure-007.pdf is no file of the transcript", await FailuresAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithOneByteOfOneVolumeChangedAndTheManifestsMadeAnew_Fails()
    {
        var content = await File.ReadAllBytesAsync(FileOf(5), TestContext.Current.CancellationToken);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(FileOf(5), content, TestContext.Current.CancellationToken);
        Reseal();

        Assert.Contains("data/disclosure-005.pdf: ", await FailuresAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Sent(int message) => DisclosureHost.Year.StartUtc.AddMinutes(message - 1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string FileOf(int volume) => Path.Combine(Bag, $"data/disclosure-{volume:D3}.pdf");

    private async Task<string[]> PagesAsync(int volume)
    {
        var (exit, text) = await ExternalTool.RunAsync(folder, "pdftotext", "-layout", "-enc", "UTF-8", FileOf(volume), "-");
        Assert.Equal(0, exit);
        return text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<VerificationReport> VerifyAsync() => new PackageVerifier(PdfSignatures.CheckAsync).VerifyAsync(Bag, null, TestContext.Current.CancellationToken);

    private async Task<string> FailuresAsync() => string.Join('\n', (await VerifyAsync()).Checks.Where(check => check.Outcome == CheckOutcome.Fail).Select(check => check.Sentence));

    /// <summary>Makes the manifests agree again, as a careful forger would.</summary>
    private void Reseal()
    {
        var payload = Directory.EnumerateFiles(Path.Combine(Bag, "data"), "*", SearchOption.AllDirectories).ToList();
        Rewrite("manifest-sha256.txt", payload);
        var info = Path.Combine(Bag, "bag-info.txt");
        File.WriteAllLines(info, [.. File.ReadAllLines(info).Where(line => !line.StartsWith("Payload-Oxum", StringComparison.Ordinal)), $"Payload-Oxum: {payload.Sum(f => new FileInfo(f).Length)}.{payload.Count}"]);
        Rewrite("tagmanifest-sha256.txt", TagFiles.Select(tag => Path.Combine(Bag, tag)));
    }

    private void Rewrite(string manifest, IEnumerable<string> files) => File.WriteAllText(
        Path.Combine(Bag, manifest),
        string.Concat(files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetRelativePath(Bag, file)}\n")),
        new UTF8Encoding(false));

    [GeneratedRegex(@"\bText (\d+)\b")]
    private static partial Regex MessageText();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
