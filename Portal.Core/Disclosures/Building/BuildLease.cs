using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>Another builder has taken over: whatever this one was about to write is not written.</summary>
internal sealed class FencedOutException() : Exception("Another builder holds this package now.");

/// <summary>
/// The right to build one package for a while. Taking it raises the fence token; a heartbeat renews it and tells how far the
/// work is, under the token only.
/// </summary>
internal sealed class BuildLease : IAsyncDisposable
{
    private readonly Heartbeat heartbeat;
    private Progress? progress;
    private Progress? written;

    private BuildLease(Disclosure taken, LeaseTerms terms)
    {
        DisclosureId = taken.Id;
        RequestId = taken.RequestId;
        PackageReference = taken.PackageReference;
        Token = taken.FenceToken;
        Owner = taken.LeasedBy!;
        heartbeat = new Heartbeat(
            new LeasedRow(
                $"package {PackageReference}",
                TellAsync,
                (db, until, ct) => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, until), ct),
                db => Mine(db).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null).SetProperty(d => d.LeasedBy, (string?)null))),
            terms);
    }

    public Guid DisclosureId { get; }

    public Guid RequestId { get; }

    public string PackageReference { get; }

    public long Token { get; }

    public string Owner { get; }

    /// <summary>Cancelled when another builder is seen to have taken over.</summary>
    public CancellationToken Lost => heartbeat.Lost;

    /// <returns>Null where there is nothing to build, or another builder is at it.</returns>
    public static async Task<BuildLease?> TakeAsync(Guid disclosureId, LeaseTerms terms, CancellationToken ct)
    {
        await using var scope = terms.Scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var disclosure = await db.Disclosures.SingleOrDefaultAsync(d => d.Id == disclosureId, ct);
        var now = terms.Clock.GetUtcNow();
        if (disclosure is not { IsBuilding: true } || disclosure.LeasedUntil > now) return null;
        disclosure.FenceToken++;
        disclosure.LeasedBy = LeaseTerms.NewOwner();
        disclosure.LeasedUntil = terms.UntilFrom(now);
        disclosure.Attempts++;
        disclosure.Version = Guid.NewGuid();
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
        return new BuildLease(disclosure, terms);
    }

    /// <summary>Tells how far the stage is; written to the row by the next heartbeat.</summary>
    public void Report(BuildStage stage, long done, long total) => Volatile.Write(ref progress, new Progress(stage, done, total, null));

    /// <summary>Has each heartbeat ask how far the stage is, where several work on it.</summary>
    public void ReportFrom(BuildStage stage, Func<PortalDb, CancellationToken, Task<long>> done, long total) => Volatile.Write(ref progress, new Progress(stage, 0, total, done));

    /// <summary>Stops the heartbeat and lets go, so that the next attempt need not wait for the lease to run out.</summary>
    public ValueTask DisposeAsync() => heartbeat.DisposeAsync();

    private async Task TellAsync(PortalDb db, CancellationToken ct)
    {
        if (Volatile.Read(ref progress) is not { } reached) return;
        if (reached.Ask is { } ask) reached = reached with { Done = await ask(db, ct) };
        if (reached == written) return;
        // The stage may have moved on since; what belongs to the last one must not be written over it.
        await Mine(db).Where(d => d.Stage == reached.Stage).ExecuteUpdateAsync(set => set.SetProperty(d => d.StageDone, reached.Done).SetProperty(d => d.StageTotal, reached.Total), ct);
        written = reached;
    }

    private IQueryable<Disclosure> Mine(PortalDb db) => db.Disclosures.Where(d => d.Id == DisclosureId && d.FenceToken == Token);

    private sealed record Progress(BuildStage Stage, long Done, long Total, Func<PortalDb, CancellationToken, Task<long>>? Ask);
}
