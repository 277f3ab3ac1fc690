using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Storage.Outbox;
using Portal.Jobs;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Jobs;

public sealed class WorkerTests
{
    private static readonly DisclosureHost.Setup WithWorker = new()
    {
        Services = services =>
        {
            PackagesAlone(services, new WorkerOptions { Builders = 2, OutboxSeconds = 0.05, SweepSeconds = 0.2 });
        },
    };

    [Fact]
    public async Task Worker_FindingABuildInTheOutbox_BuildsItAndMarksTheMessage()
    {
        // The sweep looks once at the start, before there is anything: what follows is the outbox's doing.
        await using var host = await DisclosureHost.CreateAsync(WithWorker with
        {
            Services = services =>
            {
                    PackagesAlone(services, new WorkerOptions { Builders = 2, OutboxSeconds = 0.05, SweepSeconds = 3600 });
            },
        });
        await host.ImportAsync(12);
        await using var worker = await RunningWorker.StartAsync(host.Services);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await host.WithDbAsync(async db =>
        {
            // Twice, as after a crash between handing over and marking.
            db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.BuildDisclosure, SubjectId = id, CreatedAt = DisclosureHost.Start });
            db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.BuildDisclosure, SubjectId = id, CreatedAt = DisclosureHost.Start });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        await UntilAsync(async () => (await host.RowAsync(id)).Stage == BuildStage.Done);

        Assert.Equal(0, await host.WithDbAsync(db => db.Outbox.CountAsync(m => m.Kind != OutboxKind.SendMail && m.DispatchedAt == null)));
        Assert.Equal(1, (await host.EventsAsync()).Count(e => e == "package.released"));
    }

    [Fact]
    public async Task Worker_OfALongTranscript_SetsItsVolumesSideBySide()
    {
        var (arrived, together) = (0, new TaskCompletionSource());
        var watched = new WatchedTranscript(new PlainTranscript())
        {
            // Neither of the first two goes on before the other is there.
            BeforeVolume = _ =>
            {
                if (Interlocked.Increment(ref arrived) == 2) together.SetResult();
                return together.Task.WaitAsync(TimeSpan.FromSeconds(30));
            },
        };
        await using var host = await DisclosureHost.CreateAsync(WithWorker with
        {
            VolumeRecords = 5,
            Transcript = watched,
            Services = services => PackagesAlone(services, new WorkerOptions { Builders = 1, VolumeHelpers = 1, OutboxSeconds = 0.05, SweepSeconds = 0.2 }),
        });
        await host.ImportAsync(30);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await using var worker = await RunningWorker.StartAsync(host.Services);

        await UntilAsync(async () => (await host.RowAsync(id)).Stage == BuildStage.Done);

        Assert.Equal(7, (await host.RowAsync(id)).Volumes);
        Assert.Equal([2, 3, 4, 5, 6, 7], watched.Begun.Order());
        Assert.Equal(0, await host.WithDbAsync(db => db.Outbox.CountAsync(m => m.Kind != OutboxKind.SendMail && m.DispatchedAt == null)));
    }

    [Fact]
    public async Task Worker_StartedAfterACrash_FinishesWhatNobodyIsAt()
    {
        await using var host = await DisclosureHost.CreateAsync(WithWorker);
        await host.ImportAsync(12);
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add(await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm)));
        // The dead worker's lease: one has run out, one has not.
        await host.WithDbAsync(db => db.Disclosures.Where(d => d.Id == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, DisclosureHost.Start.AddSeconds(-1))));
        await host.WithDbAsync(db => db.Disclosures.Where(d => d.Id == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, DisclosureHost.Start.AddSeconds(30))));

        await using var worker = await RunningWorker.StartAsync(host.Services);
        await UntilAsync(async () => await host.WithDbAsync(db => db.Disclosures.CountAsync(d => d.Stage == BuildStage.Done)) == 4);
        Assert.Equal(BuildStage.Waiting, (await host.RowAsync(ids[1])).Stage);

        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await UntilAsync(async () => (await host.RowAsync(ids[1])).Stage == BuildStage.Done);
        Assert.Equal(5, (await host.EventsAsync()).Count(e => e == "package.released"));
    }

    [Fact]
    public async Task Unfinished_ThatStoppedWithAProblem_ComeUpAgainAfterAWhile()
    {
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup { Archive = inner => new AlteredArchive(inner) { OnRead = r => r with { AuthorisationLine = "L9" } } });
        await host.ImportAsync(3);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        Assert.Equal([id], await FindAsync());
        Assert.Equal(BuildOutcome.Stopped, await host.BuildAsync(id));
        Assert.Empty(await FindAsync());
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([id], await FindAsync());

        Task<IReadOnlyList<Guid>> FindAsync() => host.UseAsync<UnfinishedDisclosures, IReadOnlyList<Guid>>(async use => [.. (await use.FindAsync(TestContext.Current.CancellationToken)).Select(found => found.Id)]);
    }

    /// <summary>This host has packages and neither letters nor mail.</summary>
    private static void PackagesAlone(IServiceCollection services, WorkerOptions options)
    {
        services.AddPortalWorker(options);
        services.RemoveAll<SendMailJob>();
        services.RemoveAll<PrintLetterJob>();
        services.Remove(services.Single(s => s.ImplementationType == typeof(PostSweep)));
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await reached()) await Task.Delay(50, patience.Token);
    }

    /// <summary>The hosted services of a provider, run as a host would.</summary>
    private sealed class RunningWorker(List<IHostedService> services) : IAsyncDisposable
    {
        public static async Task<RunningWorker> StartAsync(IServiceProvider provider)
        {
            var services = provider.GetServices<IHostedService>().ToList();
            foreach (var service in services) await service.StartAsync(TestContext.Current.CancellationToken);
            return new RunningWorker(services);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in services) await service.StopAsync(CancellationToken.None);
        }
    }
}
