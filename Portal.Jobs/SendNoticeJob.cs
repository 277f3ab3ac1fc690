using Hangfire;
using Portal.Core.Access;
using Portal.Core.Notices;

namespace Portal.Jobs;

/// <summary>Calls <see cref="SendNotice"/>. What it is given is the notice's id.</summary>
/// <remarks>A notice that cannot be handed over is tried again ever more slowly; after the last attempt the sweep still comes back to it.</remarks>
[AutomaticRetry(Attempts = 6, DelaysInSeconds = [15, 60, 300, 900, 1800, 3600], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class SendNoticeJob(SendNotice send, NoticeQueue queue)
{
    public async Task RunAsync(Guid noticeId, CancellationToken ct)
    {
        await send.ExecuteAsync(noticeId, Actor.Worker(), ct);
        queue.Done(noticeId);
    }
}
