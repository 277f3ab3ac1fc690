using Hangfire;
using Portal.Core.Disclosures;

namespace Portal.Jobs;

/// <summary>Calls <see cref="BuildDisclosure"/> for an emergency. What it is given is an id; everything else is in the row.</summary>
/// <remarks>On a queue with a builder of its own: somebody is in danger, and it waits behind no other package.</remarks>
[Queue(Name)]
[AutomaticRetry(Attempts = 6, DelaysInSeconds = [5, 15, 60, 300, 900, 1800], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class BuildUrgentDisclosureJob(BuildDisclosure build, BuildQueue queue)
{
    public const string Name = "urgent";

    public Task RunAsync(Guid disclosureId, CancellationToken ct)
    {
        queue.Begun(disclosureId);
        return build.ExecuteAsync(disclosureId, ct);
    }
}
