using Hangfire;
using Portal.Core.Access;
using Portal.Core.EuEvidence;

namespace Portal.Jobs;

/// <summary>Calls <see cref="DeliverReferrals"/>. The sweep calls it too, so that a folder that was away is caught up with.</summary>
[AutomaticRetry(Attempts = 2, DelaysInSeconds = [10, 60], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class DeliverReferralsJob(DeliverReferrals deliver)
{
    public Task RunAsync(CancellationToken ct) => deliver.ExecuteAsync(Actor.Worker(), ct);
}
