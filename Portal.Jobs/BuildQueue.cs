using System.Collections.Concurrent;
using Hangfire;

namespace Portal.Jobs;

/// <summary>
/// Hands builds and snapshots to Hangfire, each once while it waits: the outbox and the sweep may both name it. A doubled job would do no harm, the
/// lease sees to that; it would only be noise.
/// </summary>
public sealed class BuildQueue(IBackgroundJobClient jobs)
{
    private readonly ConcurrentDictionary<Guid, bool> waiting = new();

    public void Enqueue(Guid disclosureId) => EnqueueOnce(disclosureId, () => jobs.Enqueue<BuildDisclosureJob>(job => job.RunAsync(disclosureId, CancellationToken.None)));

    /// <summary>The snapshots of a preservation.</summary>
    public void EnqueueSnapshots(Guid preservationId) => EnqueueOnce(preservationId, () => jobs.Enqueue<TakeSnapshotsJob>(job => job.RunAsync(preservationId, CancellationToken.None)));

    /// <summary>One helper more for the volumes of a package. Several may wait for the same one.</summary>
    public void EnqueueHelp(Guid disclosureId) => jobs.Enqueue<RenderVolumesJob>(job => job.RunAsync(disclosureId, CancellationToken.None));

    internal void Begun(Guid id) => waiting.TryRemove(id, out _);

    private void EnqueueOnce(Guid id, Action enqueue)
    {
        if (!waiting.TryAdd(id, true)) return;
        try
        {
            enqueue();
        }
        catch
        {
            waiting.TryRemove(id, out _);
            throw;
        }
    }
}
