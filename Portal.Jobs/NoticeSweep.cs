using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Notices;

namespace Portal.Jobs;

/// <summary>At start and ever after: does what time asks of orders and notices, and enqueues the notices that are due and not sent.</summary>
internal sealed partial class NoticeSweep(IServiceScopeFactory scopes, NoticeQueue notices, WorkerOptions options, ILogger<NoticeSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                foreach (var id in await scope.ServiceProvider.GetRequiredService<SweepNotices>().ExecuteAsync(Actor.Worker(), stoppingToken)) notices.Enqueue(id);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }
            await Task.Delay(TimeSpan.FromSeconds(options.SweepSeconds), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over notices failed; trying again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
