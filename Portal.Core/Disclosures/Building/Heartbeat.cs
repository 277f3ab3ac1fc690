using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Building;

/// <summary>What a lease does to its row, always under its fence token.</summary>
/// <param name="What">Names the lease in the log.</param>
/// <param name="Tell">Writes how far the work is.</param>
/// <param name="Renew">Holds it until the given time (UTC); gives the rows written: none where another holds it now.</param>
/// <param name="Release">Lets go.</param>
internal sealed record LeasedRow(
    string What,
    Func<PortalDb, CancellationToken, Task> Tell,
    Func<PortalDb, DateTimeOffset, CancellationToken, Task<int>> Renew,
    Func<PortalDb, Task> Release);

/// <summary>
/// Keeps a lease alive: renews it, tells how far the work is, and lets go at the end. It writes through a context of its own, beside the
/// transactions of the work.
/// </summary>
internal sealed partial class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly LeasedRow row;
    private readonly LeaseTerms terms;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task beating;
    private DateTimeOffset renewedAt;

    public Heartbeat(LeasedRow row, LeaseTerms terms)
    {
        this.row = row;
        this.terms = terms;
        renewedAt = terms.Clock.GetUtcNow();
        beating = Task.Run(BeatAsync);
    }

    /// <summary>Cancelled when another is seen to have taken over.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Stops and lets go, so that the next one need not wait for the lease to run out.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await beating;
        try
        {
            await using var scope = terms.Scopes.CreateAsyncScope();
            await row.Release(scope.ServiceProvider.GetRequiredService<PortalDb>());
        }
        catch (Exception failure)
        {
            // Not released, it runs out by itself.
            NotReleased(terms.Logger, row.What, failure);
        }
        stop.Dispose();
        lost.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Beat, terms.Clock, stop.Token);
                var now = terms.Clock.GetUtcNow();
                await using var scope = terms.Scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<PortalDb>();
                await row.Tell(db, stop.Token);
                if (now - renewedAt < TimeSpan.FromSeconds(terms.Options.RenewSeconds)) continue;
                if (await row.Renew(db, terms.UntilFrom(now), stop.Token) == 0)
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
                Failed(terms.Logger, row.What, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {What} could not be renewed; trying again")]
    private static partial void Failed(ILogger logger, string what, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of {What} could not be released; it will run out")]
    private static partial void NotReleased(ILogger logger, string what, Exception failure);
}

/// <summary>For how long leases are held, by whose clock, and where they are written.</summary>
internal sealed class LeaseTerms(IServiceScopeFactory scopes, DisclosureOptions options, TimeProvider clock, ILogger<LeaseTerms> logger)
{
    public IServiceScopeFactory Scopes => scopes;

    public DisclosureOptions Options => options;

    public TimeProvider Clock => clock;

    public ILogger Logger => logger;

    /// <summary>A name for one run of one worker, as rows and the custody record show it.</summary>
    public static string NewOwner() => $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}"[..^24];

    public DateTimeOffset UntilFrom(DateTimeOffset now) => now.AddSeconds(options.LeaseSeconds);
}
