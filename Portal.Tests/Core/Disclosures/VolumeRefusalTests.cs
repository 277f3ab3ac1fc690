using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Archive;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Legal;
using Portal.Core.Storage;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Volumes that do not add up: whatever is wrong, nothing is sealed and the row says what.</summary>
public sealed class VolumeRefusalTests
{
    private const int Messages = 35;

    public static TheoryData<string, string> Drafts => new()
    {
        { "fewer", "Volume 3 shows 9 record(s) of 10" },
        { "time", "Volume 3 does not begin or end with the records that it should" },
        { "others", "not the same ones" },
        { "lines", "Line L1" },
        { "lines do not sum", "Volume 3 shows 10 record(s) of 10" },
        { "place", "Volume 3 was made for another place" },
        { "file", "stored file of volume 3 is not the one that was written" },
    };

    [Theory]
    [MemberData(nameof(Drafts))]
    public async Task Build_WhoseComposerGetsAVolumeWrong_Stops(string fault, string why)
    {
        var watched = new WatchedTranscript(new PlainTranscript()) { OnDraft = draft => Task.FromResult(draft.Span.Number == 3 ? Spoil(draft, fault) : draft) };
        await using var host = await CreateAsync(watched);
        var id = await QueueAsync(host);

        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

        await AssertNothingSealedAsync(host, id, why);
    }

    [Theory]
    [InlineData("UPDATE DisclosureVolumes SET Records = 9 WHERE Number = 2", "Volume 2 was made for another place")]
    [InlineData("UPDATE DisclosureVolumes SET FirstOrdinal = 2 WHERE Number = 2", "Volume 2 does not go on")]
    [InlineData("DELETE FROM DisclosureVolumes WHERE Number = 2", "Volume 2 does not go on")]
    [InlineData("UPDATE Parts SET Sha256 = 'aa' WHERE Path = 'work/volume-002.pdf'", "stored file of volume 2 is not the one")]
    [InlineData("UPDATE Segments SET Fingerprint = '35:00000000000000000000000000000001' WHERE Number = (SELECT MAX(Number) FROM Segments)", "not the same ones")]
    public async Task Build_WhoseRowsAreChangedBetweenVolumes_Stops(string tampering, string why)
    {
        DisclosureHost? host = null;
        var watched = new WatchedTranscript(new PlainTranscript())
        {
            OnDraft = async draft =>
            {
                if (draft.Span.Number == 5) await host!.WithDbAsync(db => db.Database.ExecuteSqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create(tampering)));
                return draft;
            },
        };
        await using (host = await CreateAsync(watched))
        {
            var id = await QueueAsync(host);

            Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

            await AssertNothingSealedAsync(host, id, why);
        }
    }

    [Fact]
    public async Task Build_WhoseStoredDraftIsAnothers_IsNotSealed()
    {
        DisclosureHost? host = null;
        var watched = new WatchedTranscript(new PlainTranscript())
        {
            OnDraft = async draft =>
            {
                if (draft.Span.Number == 5) await host!.WithDbAsync(SwapBlobsAsync);
                return draft;
            },
        };
        await using (host = await CreateAsync(watched))
        {
            var id = await QueueAsync(host);

            await Assert.ThrowsAsync<Portal.Core.Storage.Blobs.BlobTamperedException>(() => host.BuildAsync(id));

            await AssertNothingSealedAsync(host, id, "");
        }

        static async Task SwapBlobsAsync(PortalDb db)
        {
            var keys = await db.Parts.Where(p => p.Path == "work/volume-002.pdf" || p.Path == "work/volume-003.pdf").OrderBy(p => p.Path).Select(p => p.BlobKey).ToListAsync();
            await db.Parts.Where(p => p.Path == "work/volume-002.pdf").ExecuteUpdateAsync(set => set.SetProperty(p => p.BlobKey, keys[1]));
            await db.Parts.Where(p => p.Path == "work/volume-003.pdf").ExecuteUpdateAsync(set => set.SetProperty(p => p.BlobKey, keys[0]));
        }
    }

    [Fact]
    public async Task Build_WhosePagesWereChangedAfterRendering_IsNotCertified()
    {
        DisclosureHost? host = null;
        var archive = new Func<IMessageArchive, IMessageArchive>(inner => new AlteredArchive(inner)
        {
            // The recount lies between rendering and the certificate.
            OnRecount = tally =>
            {
                host!.WithDbAsync(db => db.Disclosures.ExecuteUpdateAsync(set => set.SetProperty(d => d.Pages, d => d.Pages + 1))).GetAwaiter().GetResult();
                return tally;
            },
        });
        await using (host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { VolumeRecords = 10, Archive = archive }))
        {
            await host.ImportAsync(Messages);
            var id = await QueueAsync(host);

            Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));

            await AssertNothingSealedAsync(host, id, "pages");
        }
    }

    private static VolumeDraft Spoil(VolumeDraft draft, string fault)
    {
        var set = draft.Set;
        return fault switch
        {
            "fewer" => draft with { Set = set with { Records = 9 } },
            "time" => draft with { Set = set with { LastUtc = set.FirstUtc } },
            "others" => draft with { Set = set with { Fingerprint = $"10:{1:x32}" } },
            "lines" => draft with { Set = set with { ByLine = ImmutableSortedDictionary<string, long>.Empty.Add("L2", 10) } },
            "lines do not sum" => draft with { Set = set with { ByLine = set.ByLine.SetItem("L1", 9) } },
            "place" => draft with { Span = draft.Span with { FirstOrdinal = 12 } },
            _ => draft with { File = draft.File with { Sha256 = new string('0', 64) } },
        };
    }

    private static async Task<DisclosureHost> CreateAsync(WatchedTranscript watched)
    {
        var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { VolumeRecords = 10, Transcript = watched });
        await host.ImportAsync(Messages);
        return host;
    }

    private static Task<Guid> QueueAsync(DisclosureHost host) =>
        host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "ann", DataCategory.Interaction));

    private static async Task AssertNothingSealedAsync(DisclosureHost host, Guid id, string why)
    {
        var row = await host.RowAsync(id);
        Assert.Contains(why, row.Problem, StringComparison.Ordinal);
        Assert.Null(row.SealedAt);
        Assert.Null(row.BlobKey);
        Assert.Equal("build.stopped", (await host.EventsAsync())[^1]);
        Assert.False(await host.WithDbAsync(db => db.Parts.AnyAsync(p => p.Path == "data/certificate.pdf")));
    }
}
