using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Delivery;
using Portal.Core.Emergencies;
using Portal.Core.Preservation;
using Portal.Core.Preservation.Snapshots;

namespace Portal.Jobs;

/// <summary>
/// At start and ever after: enqueues the builds and snapshots that nobody is at, lets packages and preservations expire, clears what finished builds left. The job
/// server keeps nothing across a restart, and needs not to: the rows are the truth.
/// </summary>
internal sealed partial class DisclosureSweep(IServiceScopeFactory scopes, BuildQueue builds, WorkerOptions options, ILogger<DisclosureSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }
            await Task.Delay(TimeSpan.FromSeconds(options.SweepSeconds), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        foreach (var (id, urgent) in await scope.ServiceProvider.GetRequiredService<UnfinishedDisclosures>().FindAsync(ct))
        {
            if (urgent) builds.EnqueueUrgent(id);
            else builds.Enqueue(id);
        }
        await scope.ServiceProvider.GetRequiredService<ExpireDisclosures>().ExecuteAsync(Actor.Worker(), ct);
        foreach (var id in await scope.ServiceProvider.GetRequiredService<UntakenSnapshots>().FindAsync(ct)) builds.EnqueueSnapshots(id);
        await scope.ServiceProvider.GetRequiredService<LapsePreservations>().ExecuteAsync(Actor.Worker(), ct);
        await scope.ServiceProvider.GetRequiredService<FlagOverdueFollowUps>().ExecuteAsync(Actor.Worker(), ct);
        await scope.ServiceProvider.GetRequiredService<ClearSnapshots>().ExecuteAsync(ct);
        await scope.ServiceProvider.GetRequiredService<BuildRemains>().SweepAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over packages failed; trying again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
