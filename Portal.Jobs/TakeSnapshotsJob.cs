using Hangfire;
using Portal.Core.Preservation.Snapshots;

namespace Portal.Jobs;

/// <summary>Calls <see cref="TakeSnapshots"/>. What it is given is the preservation's id; everything else is in the rows.</summary>
/// <remarks>One that fails is tried again ever more slowly; after the last attempt the sweep still comes back to it.</remarks>
[AutomaticRetry(Attempts = 6, DelaysInSeconds = [5, 30, 120, 600, 1800, 3600], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class TakeSnapshotsJob(TakeSnapshots take, BuildQueue queue)
{
    public Task RunAsync(Guid preservationId, CancellationToken ct)
    {
        queue.Begun(preservationId);
        return take.ExecuteAsync(preservationId, ct);
    }
}
