using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Notifications;
using Portal.Core.Reminders;

namespace Portal.Jobs;

/// <summary>At start and ever after: reminds of dates, enqueues the mails whose time has come and the letters that are not printed yet.</summary>
internal sealed partial class PostSweep(IServiceScopeFactory scopes, PostQueue post, WorkerOptions options, ILogger<PostSweep> logger) : BackgroundService
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
        var reminding = Actor.Worker("mail");
        await scope.ServiceProvider.GetRequiredService<RemindOfDates>().ExecuteAsync(reminding, ct);
        await scope.ServiceProvider.GetRequiredService<RemindOfClocks>().ExecuteAsync(reminding, ct);
        await scope.ServiceProvider.GetRequiredService<RemindOfFollowUps>().ExecuteAsync(reminding, ct);
        await scope.ServiceProvider.GetRequiredService<RemindOfPreservations>().ExecuteAsync(reminding, ct);
        foreach (var id in await scope.ServiceProvider.GetRequiredService<UnsentMails>().FindAsync(ct)) post.EnqueueMail(id);
        foreach (var id in await scope.ServiceProvider.GetRequiredService<UnprintedLetters>().FindAsync(ct)) post.EnqueueLetter(id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over letters and mails failed; trying again")]
    private static partial void Failed(ILogger logger, Exception failure);
}
