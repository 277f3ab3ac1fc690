using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures;

/// <summary>How a run of <see cref="BuildDisclosure"/> ended.</summary>
public enum BuildOutcome
{
    /// <summary>The package is released.</summary>
    Built,

    /// <summary>There is no such package to build, it is done, or another builder is at it.</summary>
    NothingToDo,

    /// <summary>Another builder took over while this one worked.</summary>
    FencedOut,

    /// <summary>It cannot go on by itself; the row's problem says why.</summary>
    Stopped,
}

/// <summary>
/// Builds a package from its row: extract, render, write the record files, recount, seal. May be killed at any point and run again,
/// and by several workers at once: the row, its lease and its fence token decide, never the caller.
/// </summary>
public sealed partial class BuildDisclosure
{
    private readonly PortalDb db;
    private readonly FencedCommit commit;
    private readonly Dictionary<BuildStage, IBuildStage> stages;
    private readonly BuildRemains remains;
    private readonly IMessageArchive archive;
    private readonly PackageOpening opening;
    private readonly AuditTrail audit;
    private readonly LeaseTerms terms;
    private readonly TimeProvider clock;
    private readonly ILogger<BuildDisclosure> logger;

    internal BuildDisclosure(
        PortalDb db, FencedCommit commit, IEnumerable<IBuildStage> stages, BuildRemains remains, IMessageArchive archive, PackageOpening opening, AuditTrail audit,
        LeaseTerms terms, TimeProvider clock, ILogger<BuildDisclosure> logger)
    {
        this.db = db;
        this.commit = commit;
        this.stages = stages.ToDictionary(stage => stage.Stage);
        this.remains = remains;
        this.archive = archive;
        this.opening = opening;
        this.audit = audit;
        this.terms = terms;
        this.clock = clock;
        this.logger = logger;
    }

    /// <exception cref="OperationCanceledException">The worker is stopping; the next run goes on from the last commit.</exception>
    /// <exception cref="Exception">
    /// Something the build needs failed, such as a full disk. The problem is in the row and in the log; a later run goes on from the
    /// last commit.
    /// </exception>
    public async Task<BuildOutcome> ExecuteAsync(Guid disclosureId, CancellationToken ct)
    {
        await using var lease = await BuildLease.TakeAsync(disclosureId, terms, ct);
        if (lease is null) return BuildOutcome.NothingToDo;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
        try
        {
            await BuildAsync(lease, either.Token);
            await ClearAsync(lease, ct);
            return BuildOutcome.Built;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested && (failure is FencedOutException || lease.Lost.IsCancellationRequested))
        {
            TakenOver(logger, lease.PackageReference);
            return BuildOutcome.FencedOut;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            if (!await TryRecordAsync(lease, failure)) return BuildOutcome.FencedOut;
            if (failure is ScopeRefusedException or RecountDifferedException or BuildStoppedException or RuleViolation) return BuildOutcome.Stopped;
            throw;
        }
    }

    private async Task BuildAsync(BuildLease lease, CancellationToken ct)
    {
        var row = await db.Disclosures.AsNoTracking().SingleAsync(d => d.Id == lease.DisclosureId, ct);
        var scope = await opening.OpenScopeAsync(row, ct);
        var mark = row.ArchiveMark is { } stored ? new ArchiveMark(stored) : await archive.MarkAsync(ct);
        await BeginAsync(lease, mark, ct);
        var package = new PackageInWork(lease, scope, mark, await opening.FactsAsync(row, scope, mark, ct));
        while (await db.Disclosures.Where(d => d.Id == lease.DisclosureId).Select(d => d.Stage).SingleAsync(ct) is not BuildStage.Done and var stage)
        {
            ct.ThrowIfCancellationRequested();
            StageBegins(logger, row.PackageReference, stage);
            await stages[stage].RunAsync(package, ct);
        }
    }

    /// <summary>The first start moves the request and fixes the mark; a later one clears the problem that had stopped the build.</summary>
    private Task BeginAsync(BuildLease lease, ArchiveMark mark, CancellationToken ct) =>
        commit.CommitAsync(lease, $"build {lease.PackageReference}", async disclosure =>
        {
            var worker = Actor.Worker(lease.Owner);
            if (disclosure.Problem is { } problem)
            {
                disclosure.Problem = null;
                disclosure.ProblemAt = null;
                audit.Record(new BuildResumed(disclosure.Id, disclosure.PackageReference, disclosure.Stage, problem) { RequestId = disclosure.RequestId }, worker);
            }
            if (disclosure.Stage != BuildStage.Waiting) return;
            var request = await db.Requests.LoadAsync(disclosure.RequestId, worker, ct);
            audit.Record(request.Apply(RequestAction.StartExtraction, worker, clock.GetUtcNow()), worker);
            audit.Record(new ExtractionStarted(disclosure.Id, disclosure.PackageReference, archive.Name, mark.Sequence) { RequestId = disclosure.RequestId }, worker);
            disclosure.ArchiveMark = mark.Sequence;
            await commit.MoveAsync(disclosure, lease, BuildStage.Extract, ct);
        }, ct);

    private async Task ClearAsync(BuildLease lease, CancellationToken ct)
    {
        try
        {
            await remains.ClearAsync(lease.DisclosureId, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The package is released; the sweep clears up later.
            NotCleared(logger, lease.PackageReference, failure);
        }
    }

    /// <returns>False where another builder holds the package, whose business the problem is then not.</returns>
    private async Task<bool> TryRecordAsync(BuildLease lease, Exception failure)
    {
        var why = InWords(failure);
        BuildFailed(logger, lease.PackageReference, failure.GetType().Name);
        try
        {
            await commit.CommitAsync(lease, $"build {lease.PackageReference}", disclosure =>
            {
                disclosure.Problem = why;
                disclosure.ProblemAt = clock.GetUtcNow();
                AuditEvent happened = failure switch
                {
                    ScopeRefusedException refused => new ScopeRefused(disclosure.Id, disclosure.PackageReference, refused.ScopeId, refused.Why),
                    RecountDifferedException => new RecountDiffered(disclosure.Id, disclosure.PackageReference, why),
                    _ => new BuildStopped(disclosure.Id, disclosure.PackageReference, disclosure.Stage, why),
                };
                audit.Record(happened with { RequestId = disclosure.RequestId }, Actor.Worker(lease.Owner));
            }, CancellationToken.None);
            return true;
        }
        catch (FencedOutException)
        {
            return false;
        }
        catch (Exception second)
        {
            // The database may be what failed. What stopped the build goes up either way.
            ProblemNotRecorded(logger, lease.PackageReference, second);
            return true;
        }
    }

    /// <summary>Our own exceptions are written for people and hold no content; of others only the kind is told.</summary>
    private static string InWords(Exception failure) =>
        failure.GetType().Assembly == typeof(BuildDisclosure).Assembly
            ? failure.Message
            : $"A service the build needs failed, or the program has a fault ({failure.GetType().Name}). The worker tries again by itself; if this stays, tell the operators.";

    [LoggerMessage(Level = LogLevel.Information, Message = "Building {Package}: {Stage}")]
    private static partial void StageBegins(ILogger logger, string package, BuildStage stage);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another builder took over {Package}; this one stopped")]
    private static partial void TakenOver(ILogger logger, string package);

    [LoggerMessage(Level = LogLevel.Error, Message = "Building {Package} stopped: {Kind}")]
    private static partial void BuildFailed(ILogger logger, string package, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The problem of {Package} could not be recorded")]
    private static partial void ProblemNotRecorded(ILogger logger, string package, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What building {Package} left could not be cleared away; the sweep tries again")]
    private static partial void NotCleared(ILogger logger, string package, Exception failure);
}
