using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Disclosures.Building;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>The right to draft one volume for a while, under a fence token of its own: see <see cref="BuildLease"/>.</summary>
internal sealed class VolumeLease : IAsyncDisposable
{
    private readonly Heartbeat heartbeat;
    private long done;
    private long written = -1;

    private VolumeLease(DisclosureVolume claimed, Guid requestId, LeaseTerms terms)
    {
        DisclosureId = claimed.DisclosureId;
        RequestId = requestId;
        Number = claimed.Number;
        Token = claimed.FenceToken;
        Owner = claimed.LeasedBy!;
        heartbeat = new Heartbeat(
            new LeasedRow(
                $"volume {Number} of disclosure {DisclosureId}",
                TellAsync,
                (db, until, ct) => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(v => v.LeasedUntil, until), ct),
                db => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(v => v.LeasedUntil, (DateTimeOffset?)null).SetProperty(v => v.LeasedBy, (string?)null))),
            terms);
    }

    public Guid DisclosureId { get; }

    public Guid RequestId { get; }

    public int Number { get; }

    public long Token { get; }

    public string Owner { get; }

    /// <summary>Cancelled when another worker is seen to have taken over.</summary>
    public CancellationToken Lost => heartbeat.Lost;

    /// <summary>Claims the next volume that is not drafted and that nobody is at.</summary>
    /// <param name="owner">One name for a whole run of one worker.</param>
    /// <returns>Null where there is none now; others may still give one back.</returns>
    public static async Task<VolumeLease?> ClaimAsync(Guid disclosureId, Guid requestId, string owner, LeaseTerms terms, CancellationToken ct)
    {
        while (true)
        {
            await using var scope = terms.Scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
            var now = terms.Clock.GetUtcNow();
            var volume = await db.Volumes
                .Where(v => v.DisclosureId == disclosureId && v.DraftedAt == null && (v.LeasedUntil == null || v.LeasedUntil <= now))
                .OrderBy(v => v.Number)
                .FirstOrDefaultAsync(ct);
            if (volume is null) return null;
            volume.FenceToken++;
            volume.LeasedBy = owner;
            volume.LeasedUntil = terms.UntilFrom(now);
            volume.Done = 0;
            volume.Version = Guid.NewGuid();
            try
            {
                await db.SaveChangesAsync(ct);
                return new VolumeLease(volume, requestId, terms);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another worker was quicker with this one: the next.
            }
        }
    }

    /// <summary>Tells how many messages are set; written to the row by the next heartbeat.</summary>
    public void Report(long records) => Volatile.Write(ref done, records);

    /// <summary>Stops the heartbeat and lets go.</summary>
    public ValueTask DisposeAsync() => heartbeat.DisposeAsync();

    private async Task TellAsync(PortalDb db, CancellationToken ct)
    {
        var reached = Volatile.Read(ref done);
        if (reached == written) return;
        await Mine(db).ExecuteUpdateAsync(set => set.SetProperty(v => v.Done, reached), ct);
        written = reached;
    }

    /// <summary>A drafted volume is nobody's any more: what a late heartbeat would say of it is past.</summary>
    private IQueryable<DisclosureVolume> Mine(PortalDb db) =>
        db.Volumes.Where(v => v.DisclosureId == DisclosureId && v.Number == Number && v.FenceToken == Token && v.DraftedAt == null);
}
