using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Legal;
using Portal.Core.Pdf.Signing;
using Portal.Core.Scopes;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>The transcript and the certificate as the disclosure code composes and signs them, out of a sealed package.</summary>
public sealed class DisclosurePdfTests : PdfTrial
{
    private static readonly UtcWindow Ever = new(new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly string[] Bodies =
    [
        "Plain words", "مرحبا بالعالم 123", "👨‍👩‍👧‍👦 and 👍🏽", "漢字とかな", "z" + new string('\u0301', 50), "nul\0 rlo\u202E \uE000", "", "line\nline", "नमस्ते",
    ];

    [Theory]
    [InlineData(SignatureLevel.T, 25_000, 1)]
    [InlineData(SignatureLevel.LTA, 25_000, 1)]
    [InlineData(SignatureLevel.T, 150, 4)]
    [InlineData(SignatureLevel.LTA, 150, 4)]
    public async Task TranscriptAndCertificate_OfInventedTalk_Conform(SignatureLevel level, int volumeRecords, int volumes)
    {
        RequireFonts();
        using var keys = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        await using var host = await HostAsync(keys, level, volumeRecords);
        await host.ImportAsync(400, i => (i % 2 == 0 ? "ann" : "bob", i % 2 == 0 ? "bob" : "ann", Bodies[i % Bodies.Length]));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "ann", DataCategory.Subscriber), DisclosureHost.Line("L3", "nobody", DataCategory.ContentDm));
        await AssertPackageAsync(host, id, volumes);
    }

    [Fact]
    public async Task TranscriptAndCertificate_OfHostileTexts_Conform()
    {
        RequireFonts();
        var corpus = Judge.RequireData("messages/nasty.ndjson.gz");
        using var keys = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        await using var host = await HostAsync(keys, SignatureLevel.T, 25_000);
        await host.ImportFileAsync(corpus);
        var conversations = Corpus.Conversations("messages/nasty.ndjson.gz").Take(20);
        var id = await host.QueueAsync([.. conversations.Select((conversation, i) => new ScopeLine($"L{i + 1}", conversation, RecordSelector.For(null, conversation, DataCategory.ContentDm, Ever), []))]);
        await AssertPackageAsync(host, id, 1);
    }

    private static Task<DisclosureHost> HostAsync(DevelopmentCertificateAuthority keys, SignatureLevel level, int volumeRecords)
    {
        var signing = new DocumentSigning { Signer = keys.Signer, Timestamps = keys.Timestamps, Revocation = keys.Revocation, Level = level };
        return DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 1000)
        {
            VolumeRecords = volumeRecords,
            Transcript = new TranscriptComposer(signing),
            Services = services => services.AddSingleton<ICertificateComposer>(new CertificateComposer(LetterTemplates.Load(), signing)),
        });
    }

    private async Task AssertPackageAsync(DisclosureHost host, Guid id, int volumes)
    {
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        await using var zip = await ZipFile.OpenReadAsync(await host.PackageAsync(id), TestContext.Current.CancellationToken);
        var papers = zip.Entries.Where(entry => entry.Name.EndsWith(".pdf", StringComparison.Ordinal)).ToList();
        Assert.Contains(papers, paper => paper.Name == "certificate.pdf");
        Assert.Equal(volumes + 1, papers.Count);
        foreach (var paper in papers)
        {
            var path = Path.Combine(Folder, paper.Name);
            await paper.ExtractToFileAsync(path, TestContext.Current.CancellationToken);
            await PdfConformance.AssertAsync(path);
        }
    }
}
