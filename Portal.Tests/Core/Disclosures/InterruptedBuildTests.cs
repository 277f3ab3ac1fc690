using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage.Blobs;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Whatever happens in between, there is one package in the end, with every record once.</summary>
public sealed class InterruptedBuildTests
{
    private const int Messages = 35;
    private const int OneFile = 1000;
    private const int FourVolumes = 10;

    [Theory]
    [InlineData(false, OneFile)]
    [InlineData(true, OneFile)]
    [InlineData(false, FourVolumes)]
    [InlineData(true, FourVolumes)]
    public async Task Build_StoppedAtEveryCommitInTurn_EndsWithOneWholePackage(bool afterCommit, int volumeRecords)
    {
        var fault = new CommitFault { After = afterCommit };
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Interceptor = fault, VolumeRecords = volumeRecords });
        await host.ImportAsync(Messages);
        var points = 0;
        for (var commit = 1; ; commit++)
        {
            var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm), DisclosureHost.Line("L2", "bob", DataCategory.Subscriber));
            fault.ArmAt(commit);
            try
            {
                await host.BuildAsync(id);
            }
            catch (PulledPlug)
            {
            }
            var struck = fault.Struck;
            fault.ArmAt(0);
            if (!struck) break;
            points++;
            // As after kill -9: nobody let go of the lease.
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            var outcome = await host.BuildAsync(id);
            Assert.True(outcome is BuildOutcome.Built or BuildOutcome.NothingToDo, $"commit {commit}: {outcome}");
            await AssertWholeAsync(host, id);
        }
        // Start, four segments, four stages' ends, the closing papers, the seal and the release, at the least.
        Assert.True(points >= (volumeRecords == OneFile ? 11 : 16), $"only {points} commits were interrupted");
    }

    [Fact]
    public async Task Build_InterruptedAtEveryCommit_OneAfterTheOther_EndsWithOneWholePackage()
    {
        var fault = new CommitFault { After = true };
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Interceptor = fault });
        await host.ImportAsync(Messages);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        var tries = 0;
        // The second commit of each run: the first is the start, which makes no headway.
        do
        {
            fault.ArmAt(2);
            try
            {
                await host.BuildAsync(id);
            }
            catch (PulledPlug)
            {
            }
            tries++;
        }
        while (fault.Struck && (await host.RowAsync(id)).IsBuilding && tries < 50);
        fault.ArmAt(0);
        await host.BuildAsync(id);

        await AssertWholeAsync(host, id);
        Assert.True(tries > 5, $"{tries} tries");
    }

    [Theory]
    [InlineData(OneFile)]
    [InlineData(FourVolumes)]
    public async Task Build_OnADiskThatFillsUpAtEveryFileInTurn_SaysSoAndGoesOnLater(int volumeRecords)
    {
        FullDisk? disk = null;
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Blobs = store => disk = new FullDisk(store), VolumeRecords = volumeRecords });
        await host.ImportAsync(Messages);
        for (var blob = 1; ; blob++)
        {
            var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
            disk!.ArmAt(blob);
            var failure = await Record.ExceptionAsync(() => host.BuildAsync(id));
            if (!disk.Struck)
            {
                Assert.Null(failure);
                Assert.True(blob > (volumeRecords == OneFile ? 10 : 20));
                break;
            }
            Assert.IsType<BlobStorageException>(failure);
            var stopped = await host.RowAsync(id);
            Assert.Contains("disk is full", stopped.Problem, StringComparison.Ordinal);
            Assert.Null(stopped.SealedAt);
            Assert.Equal("build.stopped", (await host.EventsAsync())[^1]);

            Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
            Assert.Null((await host.RowAsync(id)).Problem);
            await AssertWholeAsync(host, id);
        }
        // What was written and not entered is gone: one file a package.
        Assert.Equal(await host.WithDbAsync(db => db.Disclosures.CountAsync(d => d.BlobKey != null)), host.BlobFiles().Length);
    }

    [Fact]
    public async Task Build_ByTwoAtOnce_IsDoneByOne()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(200);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.BuildAsync(id))));

        Assert.Equal(1, outcomes.Count(o => o == BuildOutcome.Built));
        Assert.All(outcomes, o => Assert.True(o is BuildOutcome.Built or BuildOutcome.NothingToDo));
        await AssertWholeAsync(host, id, 200);
    }

    [Fact]
    public async Task Build_ThoughtDeadAndWakingAfterAnotherTookOver_ChangesNothing()
    {
        AlteredArchive? archive = null;
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => archive = new AlteredArchive(inner) });
        await host.ImportAsync(Messages);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        var asleep = new TaskCompletionSource();
        var wake = new TaskCompletionSource();
        var seen = 0;
        archive!.BeforeEach = async () =>
        {
            if (Interlocked.Increment(ref seen) != 15) return;
            asleep.SetResult();
            await wake.Task;
        };

        var zombie = Task.Run(() => host.BuildAsync(id), TestContext.Current.CancellationToken);
        await asleep.Task;
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        // The sleeper's heartbeat renews by the clock that has just jumped: the test ends its lease as a dead process would.
        await host.WithDbAsync(db => db.Disclosures.Where(d => d.Id == id).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, DisclosureHost.Start)));
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        var built = await host.RowAsync(id);
        wake.SetResult();

        Assert.Equal(BuildOutcome.FencedOut, await zombie);
        Assert.Equal(built.Version, (await host.RowAsync(id)).Version);
        await AssertWholeAsync(host, id);
        Assert.Single(host.BlobFiles());
    }

    [Fact]
    public async Task Build_Cancelled_IsRethrownAndResumed()
    {
        AlteredArchive? archive = null;
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => archive = new AlteredArchive(inner) });
        await host.ImportAsync(Messages);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        using var stop = new CancellationTokenSource();
        var seen = 0;
        archive!.BeforeEach = () => ++seen == 25 ? stop.CancelAsync() : Task.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.BuildUntilAsync(id, stop.Token));

        var stopped = await host.RowAsync(id);
        Assert.Null(stopped.Problem);
        Assert.Null(stopped.LeasedUntil);
        Assert.Equal(20, stopped.Records);
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        await AssertWholeAsync(host, id);
    }

    private static async Task AssertWholeAsync(DisclosureHost host, Guid id, int messages = Messages)
    {
        var row = await host.RowAsync(id);
        Assert.Equal(BuildStage.Done, row.Stage);
        Assert.Equal(messages, row.Records);
        Assert.Equal(RequestStatus.Released, await host.StatusAsync(id));
        Assert.Equal(Enumerable.Range(0, messages).Select(i => $"m{i:D6}"), await PackageContent.MessageIdsAsync(await host.PackageAsync(id)));
        Assert.Equal(1, await host.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.RequestId == row.RequestId && e.Name == "package.released")));
        Assert.Equal(1, await host.WithDbAsync(db => db.AuditEntries.CountAsync(e => e.RequestId == row.RequestId && e.Name == "package.sealed")));
    }
}
