using Hangfire;
using Portal.Core.Disclosures.Volumes;

namespace Portal.Jobs;

/// <summary>Calls <see cref="RenderVolumes"/>: helps whoever builds a package. What it is given is the package's id.</summary>
/// <remarks>On a queue of its own: behind builds, which wait for it, it would come too late. Without it the builder does all by itself.</remarks>
[Queue(Name)]
[AutomaticRetry(Attempts = 2, DelaysInSeconds = [10, 60], OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class RenderVolumesJob(RenderVolumes render)
{
    public const string Name = "volumes";

    public Task RunAsync(Guid disclosureId, CancellationToken ct) => render.ExecuteAsync(disclosureId, ct);
}
