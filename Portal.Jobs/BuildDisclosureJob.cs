using Hangfire;
using Portal.Core.Disclosures;

namespace Portal.Jobs;

/// <summary>Calls <see cref="BuildDisclosure"/>. What it is given is an id; everything else is in the row.</summary>
/// <remarks>A build that fails is tried again ever more slowly; after the last attempt the sweep still comes back to it.</remarks>
[AutomaticRetry(Attempts = 6, DelaysInSeconds = [15, 60, 300, 900, 1800, 3600], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class BuildDisclosureJob(BuildDisclosure build, BuildQueue queue)
{
    public Task RunAsync(Guid disclosureId, CancellationToken ct)
    {
        queue.Begun(disclosureId);
        return build.ExecuteAsync(disclosureId, ct);
    }
}
