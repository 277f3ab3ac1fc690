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

    public void Enqueue(Guid disclosureId) => Once(disclosureId, () => jobs.Enqueue<BuildDisclosureJob>(job => job.RunAsync(disclosureId, CancellationToken.None)));

    /// <summary>An emergency's package: it waits behind no other.</summary>
    public void EnqueueUrgent(Guid disclosureId) => Once(disclosureId, () => jobs.Enqueue<BuildUrgentDisclosureJob>(job => job.RunAsync(disclosureId, CancellationToken.None)));

    /// <summary>The snapshots of a preservation.</summary>
    public void EnqueueSnapshots(Guid preservationId) => Once(preservationId, () => jobs.Enqueue<TakeSnapshotsJob>(job => job.RunAsync(preservationId, CancellationToken.None)));

    /// <summary>One helper more for the volumes of a package. Several may wait for the same one.</summary>
    public void EnqueueHelp(Guid disclosureId) => jobs.Enqueue<RenderVolumesJob>(job => job.RunAsync(disclosureId, CancellationToken.None));

    /// <summary>What waits for the moderation desk is delivered, all of it: a doubled job finds nothing left.</summary>
    public void EnqueueReferrals() => jobs.Enqueue<DeliverReferralsJob>(job => job.RunAsync(CancellationToken.None));

    internal void Begun(Guid id) => waiting.TryRemove(id, out _);

    private void Once(Guid disclosureId, Action enqueue)
    {
        if (!waiting.TryAdd(disclosureId, true)) return;
        try
        {
            enqueue();
        }
        catch
        {
            waiting.TryRemove(disclosureId, out _);
            throw;
        }
    }
}
