using Hangfire;
using Portal.Core.Notifications;

namespace Portal.Jobs;

/// <summary>Calls <see cref="SendMail"/>. What it is given is an id; when it is tried again stands in the row.</summary>
[Queue(PostQueue.Name)]
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class SendMailJob(SendMail send, PostQueue queue)
{
    public Task RunAsync(Guid mailId, CancellationToken ct)
    {
        queue.Begun(mailId);
        return send.ExecuteAsync(mailId, ct);
    }
}
