using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Legal;
using Portal.Core.Storage.Outbox;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Where a transcript is split, and what the package then says of itself.</summary>
public sealed class VolumeSplitTests
{
    [Theory]
    [InlineData(0, 25_000, "")]
    [InlineData(24_999, 25_000, "2:1+24999")]
    [InlineData(25_000, 25_000, "2:1+25000")]
    [InlineData(25_001, 25_000, "2:1+25000 3:25001+1")]
    [InlineData(75_000, 25_000, "2:1+25000 3:25001+25000 4:50001+25000")]
    [InlineData(3, 1, "2:1+1 3:2+1 4:3+1")]
    public void Split_AtTheMostOfOneVolume_LeavesNoneOutAndNoneTwice(long records, int most, string volumes) =>
        Assert.Equal(volumes, string.Join(' ', PlanVolumes.Split(records, most).Select(v => $"{v.Number}:{v.FirstOrdinal}+{v.Records}")));

    [Theory]
    [InlineData(49, 0)]
    [InlineData(50, 0)]
    [InlineData(51, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    public async Task Build_AroundTheMostOfOneVolume_SplitsAtRecordBoundaries(int messages, int volumes)
    {
        // Segments of 30: volumes begin and end within them.
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 30) { VolumeRecords = 50, VolumeWorkers = 2 });
        await host.ImportAsync(messages);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        var package = await host.PackageAsync(id);
        var row = await host.RowAsync(id);
        var custody = JsonDocument.Parse(await PackageContent.TextAsync(package, "data/custody.json")).RootElement;
        var listed = custody.GetProperty("volumes").EnumerateArray().ToList();
        Assert.Equal(volumes == 0 ? 1 : volumes + 1, listed.Count);
        Assert.Equal(listed.Count, row.Volumes);
        Assert.Equal(messages, listed.Sum(v => v.GetProperty("messages").GetInt64()));
        Assert.Equal(row.Pages, listed.Sum(v => v.GetProperty("pages").GetInt32()));
        Assert.Equal(messages, row.Records);
        // One file calls nobody; each further volume calls one helper, up to as many as may work on it.
        Assert.Equal(volumes == 0 ? 0 : 1, await host.WithDbAsync(db => db.Outbox.CountAsync(m => m.Kind == OutboxKind.RenderVolumes && m.SubjectId == id)));
        Assert.Single(host.BlobFiles());
        Assert.False(await host.WithDbAsync(db => db.Volumes.AnyAsync()));
        if (volumes == 0)
        {
            Assert.Equal("data/disclosure.pdf", listed[0].GetProperty("file").GetString());
            return;
        }
        var next = 1L;
        for (var i = 0; i < listed.Count; i++)
        {
            Assert.Equal($"data/disclosure-{i + 1:D3}.pdf", listed[i].GetProperty("file").GetString());
            var text = await PackageContent.TextAsync(package, $"data/disclosure-{i + 1:D3}.pdf");
            if (i == 0) continue;
            Assert.Equal(next, listed[i].GetProperty("first_message").GetInt64());
            var count = listed[i].GetProperty("messages").GetInt64();
            Assert.Equal(Enumerable.Range((int)next - 1, (int)count).Select(n => $"Text {n}"), text.Split('\n').Where(line => line.Contains(": Text", StringComparison.Ordinal)).Select(line => line[line.IndexOf("Text", StringComparison.Ordinal)..]));
            next += count;
        }
    }

    [Fact]
    public async Task Build_InVolumes_SumsWhatCouldNotBeShown()
    {
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { VolumeRecords = 10 });
        await host.ImportAsync(30);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        await host.BuildAsync(id);

        // The plain composer finds as many controls in a volume as the volume's number: 2 + 3 + 4.
        Assert.Contains("9 control or formatting characters", await PackageContent.TextAsync(await host.PackageAsync(id), "data/custody.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/disclosure-001.pdf", 1)]
    [InlineData("data/disclosure-042.pdf", 42)]
    [InlineData("data/disclosure-1000.pdf", 1000)]
    [InlineData("data/disclosure-1.pdf", null)]
    [InlineData("data/disclosure-0042.pdf", null)]
    [InlineData("data/disclosure-.pdf", null)]
    [InlineData("data/disclosure-+02.pdf", null)]
    [InlineData("data/disclosure-99999999999.pdf", null)]
    [InlineData("data/disclosure.pdf", null)]
    public void NumberOf_AFile_IsThatOfAVolumeAlone(string path, int? number) => Assert.Equal(number, VolumeFiles.NumberOf(path));
}
