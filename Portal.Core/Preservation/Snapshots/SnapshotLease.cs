using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Disclosures.Building;
using Portal.Core.Storage;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>The right to take one snapshot for a while, under a fence token of its own: see <see cref="BuildLease"/>.</summary>
internal sealed class SnapshotLease : IAsyncDisposable
{
    private readonly Heartbeat heartbeat;

    private SnapshotLease(PreservationSnapshot taken, LeaseTerms terms)
    {
        SnapshotId = taken.Id;
        Token = taken.FenceToken;
        Owner = taken.LeasedBy!;
        heartbeat = new Heartbeat(
            new LeasedRow(
                $"snapshot {SnapshotId}",
                // Each segment's commit tells how far it is; between two there is nothing to tell.
                (_, _) => Task.CompletedTask,
                (db, until, ct) => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(s => s.LeasedUntil, until), ct),
                db => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(s => s.LeasedUntil, (DateTimeOffset?)null).SetProperty(s => s.LeasedBy, (string?)null))),
            terms);
    }

    public Guid SnapshotId { get; }

    public long Token { get; }

    public string Owner { get; }

    public CancellationToken Lost => heartbeat.Lost;

    /// <returns>Null where it is not to be taken, or another worker is at it.</returns>
    public static async Task<SnapshotLease?> TakeAsync(Guid snapshotId, LeaseTerms terms, CancellationToken ct)
    {
        await using var scope = terms.Scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var now = terms.Clock.GetUtcNow();
        var snapshot = await db.Snapshots.SingleOrDefaultAsync(s => s.Id == snapshotId, ct);
        if (snapshot is not { Status: SnapshotStatus.Taking } || snapshot.LeasedUntil > now) return null;
        snapshot.FenceToken++;
        snapshot.LeasedBy = LeaseTerms.NewOwner();
        snapshot.LeasedUntil = terms.UntilFrom(now);
        snapshot.Attempts++;
        snapshot.Version = Guid.NewGuid();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
        return new SnapshotLease(snapshot, terms);
    }

    public ValueTask DisposeAsync() => heartbeat.DisposeAsync();

    private IQueryable<PreservationSnapshot> Mine(PortalDb db) => db.Snapshots.Where(s => s.Id == SnapshotId && s.FenceToken == Token);
}
