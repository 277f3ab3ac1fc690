using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>Another builder has taken over: whatever this one was about to write is not written.</summary>
internal sealed class FencedOutException() : Exception("Another builder holds this package now.");

/// <summary>
/// The right to build one package for a while. Taking it raises the fence token; a heartbeat renews it and tells how far the
/// work is, under the token only. It writes through a context of its own, beside the transactions of the build.
/// </summary>
internal sealed partial class BuildLease : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly IServiceScopeFactory scopes;
    private readonly DisclosureOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task heartbeat;
    private DateTimeOffset renewedAt;
    private Progress? progress;

    private BuildLease(Disclosure taken, IServiceScopeFactory scopes, DisclosureOptions options, TimeProvider clock, ILogger logger)
    {
        this.scopes = scopes;
        this.options = options;
        this.clock = clock;
        this.logger = logger;
        DisclosureId = taken.Id;
        RequestId = taken.RequestId;
        PackageReference = taken.PackageReference;
        Token = taken.FenceToken;
        Owner = taken.LeasedBy!;
        renewedAt = clock.GetUtcNow();
        heartbeat = Task.Run(BeatAsync);
    }

    public Guid DisclosureId { get; }

    public Guid RequestId { get; }

    public string PackageReference { get; }

    public long Token { get; }

    public string Owner { get; }

    /// <summary>Cancelled when another builder is seen to have taken over.</summary>
    public CancellationToken Lost => lost.Token;

    /// <returns>Null where there is nothing to build, or another builder is at it.</returns>
    public static async Task<BuildLease?> TakeAsync(
        Guid disclosureId, string owner, IServiceScopeFactory scopes, DisclosureOptions options, TimeProvider clock, ILogger logger, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
        var disclosure = await db.Disclosures.SingleOrDefaultAsync(d => d.Id == disclosureId, ct);
        var now = clock.GetUtcNow();
        if (disclosure is not { IsBuilding: true } || disclosure.LeasedUntil > now) return null;
        disclosure.FenceToken++;
        disclosure.LeasedBy = owner;
        disclosure.LeasedUntil = now.AddSeconds(options.LeaseSeconds);
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
        return new BuildLease(disclosure, scopes, options, clock, logger);
    }

    /// <summary>Tells how far the stage is; written to the row by the next heartbeat.</summary>
    public void Report(BuildStage stage, long done, long total) => Volatile.Write(ref progress, new Progress(stage, done, total));

    /// <summary>Stops the heartbeat and lets go, so that the next attempt need not wait for the lease to run out.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await heartbeat;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Mine(scope.ServiceProvider.GetRequiredService<PortalDb>())
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, (DateTimeOffset?)null).SetProperty(d => d.LeasedBy, (string?)null));
        }
        catch (Exception failure)
        {
            // Not released, it runs out by itself.
            LeaseNotReleased(logger, DisclosureId, failure);
        }
        stop.Dispose();
        lost.Dispose();
    }

    private async Task BeatAsync()
    {
        Progress? written = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Beat, clock, stop.Token);
                var now = clock.GetUtcNow();
                var reached = Volatile.Read(ref progress);
                var renew = now - renewedAt >= TimeSpan.FromSeconds(options.RenewSeconds);
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
                if (reached is not null && reached != written)
                {
                    // The stage may have moved on since; what belongs to the last one must not be written over it.
                    await Mine(db).Where(d => d.Stage == reached.Stage).ExecuteUpdateAsync(
                        set => set.SetProperty(d => d.StageDone, reached.Done).SetProperty(d => d.StageTotal, reached.Total), stop.Token);
                    written = reached;
                }
                if (!renew) continue;
                var until = now.AddSeconds(options.LeaseSeconds);
                if (await Mine(db).ExecuteUpdateAsync(set => set.SetProperty(d => d.LeasedUntil, until), stop.Token) == 0)
                {
                    await lost.CancelAsync();
                    return;
                }
                renewedAt = now;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The next beat tries again; if the lease runs out meanwhile, the fence token still guards every commit.
                HeartbeatFailed(logger, DisclosureId, failure);
            }
        }
    }

    private IQueryable<Disclosure> Mine(PortalDb db) => db.Disclosures.Where(d => d.Id == DisclosureId && d.FenceToken == Token);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of disclosure {DisclosureId} could not be renewed; trying again")]
    private static partial void HeartbeatFailed(ILogger logger, Guid disclosureId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of disclosure {DisclosureId} could not be released; it will run out")]
    private static partial void LeaseNotReleased(ILogger logger, Guid disclosureId, Exception failure);

    private sealed record Progress(BuildStage Stage, long Done, long Total);
}
