using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.EuEvidence;

namespace Portal.Jobs;

/// <summary>At start and ever after: ends holds whose enforcing authority stayed silent, and delivers what waits for the moderation desk.</summary>
internal sealed partial class AuthoritySweep(IServiceScopeFactory scopes, WorkerOptions options, ILogger<AuthoritySweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Apart from one another: a folder that cannot be written must not hold up what an authority has freed.
            await TryAsync(services => services.GetRequiredService<EndSilentHolds>().ExecuteAsync(Actor.Worker(), stoppingToken));
            await TryAsync(services => services.GetRequiredService<DeliverReferrals>().ExecuteAsync(Actor.Worker(), stoppingToken));
            await Task.Delay(TimeSpan.FromSeconds(options.SweepSeconds), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAsync(Func<IServiceProvider, Task> sweep)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await sweep(scope.ServiceProvider);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over authorities' holds and referrals failed; trying again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
