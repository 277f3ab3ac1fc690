using System.Collections.Concurrent;
using Hangfire;

namespace Portal.Jobs;

/// <summary>
/// Hands notices to Hangfire, each once until it is done or an hour has passed: the outbox and the sweep may both name it. A doubled job
/// would do no harm; it would only be noise.
/// </summary>
public sealed class NoticeQueue(IBackgroundJobClient jobs, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> waiting = new();

    public void Enqueue(Guid noticeId)
    {
        var now = clock.GetUtcNow();
        if (waiting.TryGetValue(noticeId, out var since) && now - since < Patience) return;
        waiting[noticeId] = now;
        try
        {
            jobs.Enqueue<SendNoticeJob>(job => job.RunAsync(noticeId, CancellationToken.None));
        }
        catch
        {
            waiting.TryRemove(noticeId, out _);
            throw;
        }
    }

    internal void Done(Guid noticeId) => waiting.TryRemove(noticeId, out _);
}
