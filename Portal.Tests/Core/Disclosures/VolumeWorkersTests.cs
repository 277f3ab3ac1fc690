using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Legal;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Several workers on the volumes of one package, killed, asleep and late.</summary>
public sealed class VolumeWorkersTests
{
    private const int Messages = 45;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Drafts_ByTwoSideBySide_OverlapAndAreThoseOfOneAlone()
    {
        RequireFonts();
        var keys = Directory.CreateTempSubdirectory("portal-volumes-").FullName;
        try
        {
            using var authority = DevelopmentCertificateAuthority.Open(keys, TimeProvider.System);
            var watched = new WatchedTranscript(new TranscriptComposer(new DocumentSigning { Signer = authority.Signer }));
            await using var host = await CreateAsync(watched);
            var id = await QueueUntilRenderingAsync(host, watched);
            Assert.Equal(5, await host.HelpAsync(id, Ct));
            var alone = await DraftsAsync(host, id);
            await ForgetDraftsAsync(host, id);

            var together = new Meeting(2);
            watched.BeforeVolume = _ => together.ArriveAsync(Ct);
            var drafted = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => host.HelpAsync(id, Ct), Ct)));

            Assert.True(together.Met, "The two were never at it at the same time.");
            Assert.Equal(5, drafted.Sum());
            Assert.All(drafted, count => Assert.True(count > 0));
            Assert.Equal(alone, await DraftsAsync(host, id));
            Assert.Equal(2, (await host.WithDbAsync(db => db.Volumes.Select(v => v.DraftedBy).Distinct().ToListAsync(Ct))).Count);
            watched.BeforeVolume = null;
            Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
            await AssertWholeAsync(host, id);
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    [Fact]
    public async Task Build_BesideAHelper_WaitsForWhatTheOtherIsAt()
    {
        var watched = new WatchedTranscript(new PlainTranscript());
        await using var host = await CreateAsync(watched);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        var (builderHasOne, helperHasOne, helperGoesOn) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        watched.BeforeVolume = async number =>
        {
            if (number == 2)
            {
                builderHasOne.SetResult();
                await helperHasOne.Task;
            }
            if (number == 3)
            {
                helperHasOne.SetResult();
                await helperGoesOn.Task;
            }
        };

        var build = Task.Run(() => host.BuildAsync(id), Ct);
        await builderHasOne.Task;
        var help = Task.Run(() => host.HelpAsync(id, Ct), Ct);
        await UntilAsync(() => host.WithDbAsync(async db => await db.Volumes.CountAsync(v => v.DraftedAt != null, Ct) == 4));
        Assert.Equal(BuildStage.Render, (await host.RowAsync(id)).Stage);
        await UntilAsync(async () => (await host.RowAsync(id)) is { StageDone: 35, StageTotal: Messages });
        helperGoesOn.SetResult();

        Assert.Equal(BuildOutcome.Built, await build);
        Assert.Equal(1, await help);
        Assert.Equal([2, 3, 4, 5, 6], watched.Begun.Order());
        await AssertWholeAsync(host, id);
    }

    [Fact]
    public async Task Helper_ThoughtDeadAndWakingAfterAnotherTookOver_ChangesNothing()
    {
        var watched = new WatchedTranscript(new PlainTranscript());
        await using var host = await CreateAsync(watched);
        var id = await QueueUntilRenderingAsync(host, watched);
        var (asleep, wake, seen) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        watched.BeforeRecord = async (volume, before) =>
        {
            if (volume != 3 || before != 5 || Interlocked.Increment(ref seen) != 1) return;
            asleep.SetResult();
            await wake.Task;
        };
        var zombie = Task.Run(() => host.HelpAsync(id, Ct), Ct);
        await asleep.Task;
        // The sleeper's heartbeat renews: the test ends its lease as a dead process would.
        await host.WithDbAsync(db => db.Volumes.Where(v => v.Number == 3).ExecuteUpdateAsync(set => set.SetProperty(v => v.LeasedUntil, DisclosureHost.Start), Ct));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        var built = await host.RowAsync(id);
        wake.SetResult();

        // It had drafted one before it fell asleep.
        Assert.Equal(1, await zombie);
        Assert.Equal(2, watched.Begun.Count(number => number == 3));
        Assert.Equal(built.Version, (await host.RowAsync(id)).Version);
        await AssertWholeAsync(host, id);
    }

    [Fact]
    public async Task Build_KilledInTheMiddleOfAVolume_GoesOnWithThatVolume()
    {
        var watched = new WatchedTranscript(new PlainTranscript());
        await using var host = await CreateAsync(watched);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        watched.BeforeRecord = (volume, before) => volume == 4 && before == 5 ? throw new PulledPlug() : Task.CompletedTask;
        await Assert.ThrowsAsync<PulledPlug>(() => host.BuildAsync(id));
        watched.BeforeRecord = null;
        var drafted = await DraftsAsync(host, id);

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        Assert.Equal(2, drafted.Count);
        Assert.Equal([2, 3, 4, 4, 5, 6], watched.Begun);
        await AssertWholeAsync(host, id);
    }

    [Fact]
    public async Task Help_WithAPackageThatIsNotRendering_DoesNothing()
    {
        await using var host = await CreateAsync(new WatchedTranscript(new PlainTranscript()));
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(0, await host.HelpAsync(id, Ct));
        await host.BuildAsync(id);
        Assert.Equal(0, await host.HelpAsync(id, Ct));
        Assert.Equal(0, await host.HelpAsync(Guid.NewGuid(), Ct));
    }

    [Fact]
    public async Task Help_WithAPackageWhoseScopeWasChanged_ReadsNothing()
    {
        var watched = new WatchedTranscript(new PlainTranscript());
        await using var host = await CreateAsync(watched);
        var id = await QueueUntilRenderingAsync(host, watched);
        var begun = watched.Begun.Count;
        await host.WithDbAsync(db => db.Database.ExecuteSqlAsync($"UPDATE Scopes SET Sha256 = 'aa'", Ct));

        Assert.Equal(0, await host.HelpAsync(id, Ct));

        Assert.Equal(begun, watched.Begun.Count);
    }

    private static async Task<DisclosureHost> CreateAsync(WatchedTranscript watched)
    {
        var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { VolumeRecords = 10, VolumeWorkers = 3, Transcript = watched });
        await host.ImportAsync(Messages);
        return host;
    }

    /// <summary>A package whose builder died as soon as it had planned the volumes.</summary>
    private static async Task<Guid> QueueUntilRenderingAsync(DisclosureHost host, WatchedTranscript watched)
    {
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        watched.BeforeVolume = _ => throw new PulledPlug();
        await Assert.ThrowsAsync<PulledPlug>(() => host.BuildAsync(id));
        watched.BeforeVolume = null;
        return id;
    }

    private static async Task<IReadOnlyList<(string Path, string Sha256)>> DraftsAsync(DisclosureHost host, Guid id) =>
        [.. (await host.WithDbAsync(db => db.Parts.Where(p => p.DisclosureId == id && p.Path.StartsWith("work/volume-")).OrderBy(p => p.Path).ToListAsync(Ct)))
            .Where(p => p.Path.EndsWith(".pdf", StringComparison.Ordinal)).Select(p => (p.Path, p.Sha256))];

    private static Task ForgetDraftsAsync(DisclosureHost host, Guid id) => host.WithDbAsync(async db =>
    {
        var parts = await db.Parts.Where(p => p.DisclosureId == id && p.Path.StartsWith("work/volume-")).ToListAsync(Ct);
        foreach (var part in parts) await host.Store.DeleteAsync(part.BlobKey, Ct);
        db.Parts.RemoveRange(parts);
        await db.SaveChangesAsync(Ct);
        await db.Volumes.ExecuteUpdateAsync(set => set.SetProperty(v => v.DraftedAt, (DateTimeOffset?)null), Ct);
    });

    private static async Task AssertWholeAsync(DisclosureHost host, Guid id)
    {
        var row = await host.RowAsync(id);
        Assert.Equal(BuildStage.Done, row.Stage);
        Assert.Equal(6, row.Volumes);
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => $"m{i:D6}"), await PackageContent.MessageIdsAsync(await host.PackageAsync(id)));
        Assert.Equal(1, (await host.EventsAsync()).Count(name => name == "package.released"));
        Assert.Single(host.BlobFiles());
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await reached()) await Task.Delay(20, patience.Token);
    }

    private static void RequireFonts()
    {
        try
        {
            FontLibrary.System.EnsureUsable();
        }
        catch (FontsMissingException missing)
        {
            Assert.Skip(missing.Message);
        }
    }

    /// <summary>Holds each up until so many are there at once; afterwards nobody.</summary>
    private sealed class Meeting(int people)
    {
        private readonly TaskCompletionSource met = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int arrived;

        public bool Met => met.Task.IsCompletedSuccessfully;

        public Task ArriveAsync(CancellationToken ct)
        {
            if (Interlocked.Increment(ref arrived) >= people) met.TrySetResult();
            return met.Task.WaitAsync(TimeSpan.FromSeconds(30), ct);
        }
    }
}
