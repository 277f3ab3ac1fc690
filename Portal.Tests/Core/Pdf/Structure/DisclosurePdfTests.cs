using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Legal;
using Portal.Core.Pdf.Signing;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>The transcript and the certificate as the disclosure code composes and signs them, out of a sealed package.</summary>
public sealed class DisclosurePdfTests : PdfTrial
{
    private static readonly string[] Bodies =
    [
        "Plain words", "مرحبا بالعالم 123", "👨‍👩‍👧‍👦 and 👍🏽", "漢字とかな", "z" + new string('\u0301', 50), "nul\0 rlo\u202E \uE000", "", "line\nline", "नमस्ते",
    ];

    [Fact]
    public async Task TranscriptAndCertificate_OfInventedTalk_Conform()
    {
        RequireFonts();
        using var keys = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        await using var host = await HostAsync(keys);
        await host.ImportAsync(150, i => (i % 2 == 0 ? "ann" : "bob", i % 2 == 0 ? "bob" : "ann", Bodies[i % Bodies.Length]));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "ann", DataCategory.Subscriber), DisclosureHost.Line("L3", "nobody", DataCategory.ContentDm));
        await AssertPackageAsync(host, id);
    }

    [Fact]
    public async Task TranscriptAndCertificate_OfHostileTexts_Conform()
    {
        RequireFonts();
        var texts = Corpus.Texts("messages/nasty.ndjson.gz").Where((text, i) => i % 25 == 0 && text.Length > 0).ToList();
        using var keys = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        await using var host = await HostAsync(keys);
        await host.ImportAsync(texts.Count, i => ("ann", "bob", texts[i]));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await AssertPackageAsync(host, id);
    }

    private static Task<DisclosureHost> HostAsync(DevelopmentCertificateAuthority keys) => DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 1000)
    {
        Transcript = new TranscriptComposer(Signing(keys)),
        Services = services => services.AddSingleton<ICertificateComposer>(new CertificateComposer(LetterTemplates.Load(), Signing(keys))),
    });

    private static DocumentSigning Signing(DevelopmentCertificateAuthority keys) =>
        new() { Signer = keys.Signer, Timestamps = keys.Timestamps, Revocation = keys.Revocation, Level = SignatureLevel.LTA };

    private async Task AssertPackageAsync(DisclosureHost host, Guid id)
    {
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        await using var zip = await ZipFile.OpenReadAsync(await host.PackageAsync(id), TestContext.Current.CancellationToken);
        var papers = zip.Entries.Where(entry => entry.Name.EndsWith(".pdf", StringComparison.Ordinal)).ToList();
        Assert.Contains(papers, paper => paper.Name == "certificate.pdf");
        Assert.True(papers.Count >= 2);
        foreach (var paper in papers)
        {
            var path = Path.Combine(Folder, paper.Name);
            await paper.ExtractToFileAsync(path, TestContext.Current.CancellationToken);
            await PdfConformance.AssertAsync(path);
        }
    }
}
