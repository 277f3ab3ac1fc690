using Hangfire;
using Portal.Core.Correspondence;

namespace Portal.Jobs;

/// <summary>Calls <see cref="PrintLetter"/>. What fails is found again by the sweep.</summary>
[Queue(PostQueue.Name)]
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class PrintLetterJob(PrintLetter print, PostQueue queue)
{
    public Task RunAsync(Guid letterId, CancellationToken ct)
    {
        queue.Begun(letterId);
        return print.ExecuteAsync(letterId, ct);
    }
}
