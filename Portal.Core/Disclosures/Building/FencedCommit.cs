using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Disclosures.Volumes;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>
/// Every write of a build: one transaction that first asks whether this builder still holds the package. The row is stamped
/// each time, so that on a server without exclusive transactions a rival's write between the question and the commit fails this one.
/// </summary>
internal sealed class FencedCommit(PortalDb db, UnitOfWork work, DisclosureOptions options, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <exception cref="FencedOutException">Another builder has taken over; nothing was written.</exception>
    public Task CommitAsync(BuildLease lease, string attempted, Func<Disclosure, Task> change, CancellationToken ct) =>
        TryAsync(lease.Owner, lease.RequestId, attempted, async () =>
        {
            var disclosure = await db.Disclosures.SingleAsync(d => d.Id == lease.DisclosureId, ct);
            if (disclosure.FenceToken != lease.Token) throw new FencedOutException();
            await change(disclosure);
            disclosure.Version = Guid.NewGuid();
        }, ct);

    /// <summary>What one worker enters of one volume. Whoever holds the package may have changed meanwhile; the volume must be this worker's still.</summary>
    /// <exception cref="FencedOutException">Another worker has taken over; nothing was written.</exception>
    public Task CommitAsync(VolumeLease lease, string attempted, Action<DisclosureVolume> change, CancellationToken ct) =>
        TryAsync(lease.Owner, lease.RequestId, attempted, async () =>
        {
            // Gone with all that the build left, where the package is long released.
            var volume = await db.Volumes.SingleOrDefaultAsync(v => v.DisclosureId == lease.DisclosureId && v.Number == lease.Number, ct) ?? throw new FencedOutException();
            if (volume.FenceToken != lease.Token || volume.DraftedAt is not null) throw new FencedOutException();
            change(volume);
            volume.Version = Guid.NewGuid();
        }, ct);

    public Task CommitAsync(BuildLease lease, string attempted, Action<Disclosure> change, CancellationToken ct) =>
        CommitAsync(lease, attempted, disclosure =>
        {
            change(disclosure);
            return Task.CompletedTask;
        }, ct);

    /// <summary>Ends a stage and begins the next, together with what the stage made.</summary>
    public Task AdvanceAsync(PackageInWork package, BuildStage from, BuildStage to, Func<Disclosure, Task> change, CancellationToken ct) =>
        CommitAsync(package.Lease, $"build {package.Reference}", async disclosure =>
        {
            if (disclosure.Stage != from) throw new FencedOutException();
            await change(disclosure);
            await MoveAsync(disclosure, package.Lease, to, ct);
        }, ct);

    private async Task TryAsync(string owner, Guid requestId, string attempted, Func<Task> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work.RunAsync(Actor.Worker(owner), requestId, attempted, change, ct);
                return;
            }
            catch (RuleViolation violation) when (violation.Code == UnitOfWork.ChangedMeanwhile && attempt < MostTries)
            {
                // Somebody wrote in between: asked again, the token tells whether it was a rival.
            }
        }
    }

    /// <summary>Moves the row and notes in the custody steps when, and under whom. Called within a commit.</summary>
    public async Task MoveAsync(Disclosure disclosure, BuildLease lease, BuildStage to, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.CustodySteps.FindAsync([disclosure.Id, disclosure.Stage], ct) is { } ended)
        {
            ended.EndedAt = now;
            ended.EndedBy = lease.Owner;
            ended.Software = options.Software;
        }
        disclosure.Stage = to;
        disclosure.StageDone = 0;
        disclosure.StageTotal = 0;
        if (to != BuildStage.Done && await db.CustodySteps.FindAsync([disclosure.Id, to], ct) is null)
            db.CustodySteps.Add(new CustodyStep { DisclosureId = disclosure.Id, Stage = to, StartedAt = now, StartedBy = lease.Owner, Software = options.Software });
    }
}
