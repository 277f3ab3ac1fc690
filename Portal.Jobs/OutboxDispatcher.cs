using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Jobs;

/// <summary>Takes what committed changes ask for out of the outbox and hands it to Hangfire: at least once, in order.</summary>
internal sealed partial class OutboxDispatcher(
    IServiceScopeFactory scopes, BuildQueue builds, PostQueue post, NoticeQueue notices, WorkerOptions options, TimeProvider clock, ILogger<OutboxDispatcher> logger)
    : BackgroundService
{
    private const int MostAtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DispatchAsync(stoppingToken) == MostAtOnce)
                {
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Failed(logger, failure);
            }
            await Task.Delay(TimeSpan.FromSeconds(options.OutboxSeconds), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> DispatchAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var messages = await db.Outbox.Where(m => m.DispatchedAt == null).OrderBy(m => m.Id).Take(MostAtOnce).ToListAsync(ct);
        foreach (var message in messages)
        {
            switch (message.Kind)
            {
                case OutboxKind.BuildDisclosure:
                    builds.Enqueue(message.SubjectId);
                    break;
                case OutboxKind.BuildUrgentDisclosure:
                    builds.EnqueueUrgent(message.SubjectId);
                    break;
                case OutboxKind.RenderVolumes:
                    builds.EnqueueHelp(message.SubjectId);
                    break;
                case OutboxKind.SendMail:
                    post.EnqueueMail(message.SubjectId);
                    break;
                case OutboxKind.PrintLetter:
                    post.EnqueueLetter(message.SubjectId);
                    break;
                case OutboxKind.DeliverReferral:
                    builds.EnqueueReferrals();
                    break;
                case OutboxKind.SendNotice:
                    notices.Enqueue(message.SubjectId);
                    break;
                case OutboxKind.TakeSnapshots:
                    builds.EnqueueSnapshots(message.SubjectId);
                    break;
                default:
                    // A newer program wrote it and will take it; this one must not drop it.
                    Unknown(logger, message.Id);
                    continue;
            }
            message.DispatchedAt = clock.GetUtcNow();
        }
        // Marked after it was handed over: killed in between, it is handed over twice, never not at all.
        await db.SaveChangesAsync(ct);
        return messages.Count(m => m.DispatchedAt is not null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read; trying again")]
    private static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Outbox message {Id} asks for work this program does not know; it stays where it is")]
    private static partial void Unknown(ILogger logger, long id);
}
