using Portal.Core.Disclosures;
using Portal.Web.Features.Packages;

namespace Portal.Tests.Web.Requests;

public sealed class PackageViewTests
{
    [Theory]
    [InlineData(1, 12, "12 pages, signed, in data/disclosure.pdf", "data/disclosure.pdf")]
    [InlineData(9, 12_034, "12,034 pages, in 9 volumes, each signed; data/disclosure-001.pdf lists the others, up to data/disclosure-009.pdf", "data/disclosure-001.pdf")]
    public void Transcript_OfAPackage_IsToldWithItsFiles(int volumes, int pages, string words, string first)
    {
        var package = new Disclosure(Guid.NewGuid(), Guid.NewGuid(), "PR-2026-000001-P1", DateTimeOffset.UnixEpoch) { Volumes = volumes, Pages = pages };

        Assert.Equal(words, PackageView.TranscriptOf(package));
        Assert.Equal(first, PackageView.FirstOfTranscript(package));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Options_OfVolumesThatCannotBe_AreRefused(int records, int workers) =>
        Assert.Contains("Portal:Disclosures:Volume", Assert.Throws<InvalidOperationException>(new DisclosureOptions { VolumeRecords = records, VolumeWorkers = workers }.Validate).Message, StringComparison.Ordinal);
}
