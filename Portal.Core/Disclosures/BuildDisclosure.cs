using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Requests;
using Portal.Core.Legal;
using Portal.Core.Scopes;
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
    private readonly ScopeSigner signer;
    private readonly AuditTrail audit;
    private readonly IServiceScopeFactory scopes;
    private readonly DisclosureOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<BuildDisclosure> logger;

    internal BuildDisclosure(
        PortalDb db, FencedCommit commit, IEnumerable<IBuildStage> stages, BuildRemains remains, IMessageArchive archive, ScopeSigner signer, AuditTrail audit,
        IServiceScopeFactory scopes, DisclosureOptions options, TimeProvider clock, ILogger<BuildDisclosure> logger)
    {
        this.db = db;
        this.commit = commit;
        this.stages = stages.ToDictionary(stage => stage.Stage);
        this.remains = remains;
        this.archive = archive;
        this.signer = signer;
        this.audit = audit;
        this.scopes = scopes;
        this.options = options;
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
        var owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}"[..^24];
        await using var lease = await BuildLease.TakeAsync(disclosureId, owner, scopes, options, clock, logger, ct);
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
        var scope = await OpenScopeAsync(row, ct);
        var mark = row.ArchiveMark is { } stored ? new ArchiveMark(stored) : await archive.MarkAsync(ct);
        await BeginAsync(lease, mark, ct);
        var statement = scope.Statement;
        var facts = new PackageFacts(
            row.PackageReference, statement.Reference, statement.Agency, InstrumentOf(statement), archive.Name, mark.Sequence, scope.Signed.Sha256, options.Declarant.Employer, options.Software);
        var package = new PackageInWork(lease, scope, mark, facts);
        while (await db.Disclosures.Where(d => d.Id == lease.DisclosureId).Select(d => d.Stage).SingleAsync(ct) is not BuildStage.Done and var stage)
        {
            ct.ThrowIfCancellationRequested();
            StageBegins(logger, row.PackageReference, stage);
            await stages[stage].RunAsync(package, ct);
        }
    }

    /// <summary>Opens the scope and makes sure that it is the one this package was made for: a valid signature on another scope proves nothing here.</summary>
    /// <summary>The instrument as people call it: by the edition of the rule book that the scope was judged by.</summary>
    private static string InstrumentOf(ScopeStatement statement) =>
        RuleBooks.All.FirstOrDefault(b => b.Version == statement.RuleBookVersion)?.Rules.FirstOrDefault(r => r.Code == statement.Instrument)?.Name ?? statement.Instrument;

    private async Task<AuthorizedScope> OpenScopeAsync(Disclosure row, CancellationToken ct)
    {
        var stored = await db.Scopes.AsNoTracking().SingleOrDefaultAsync(s => s.Id == row.ScopeId, ct)
            ?? throw new ScopeRefusedException(row.ScopeId, "It is not there.");
        AuthorizedScope scope;
        try
        {
            scope = signer.Open(stored.ToSigned());
        }
        catch (Exception cause) when (cause is ScopeTamperedException or CryptographicException or JsonException)
        {
            throw new ScopeRefusedException(row.ScopeId, cause is ScopeTamperedException ? cause.Message : "Its stored form is damaged.");
        }
        if (scope.Statement.ScopeId != row.ScopeId || scope.Statement.RequestId != row.RequestId)
            throw new ScopeRefusedException(row.ScopeId, "It was approved for another request.");
        return scope;
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

/// <summary>The stored scope must not be used.</summary>
internal sealed class ScopeRefusedException(Guid scopeId, string why)
    : Exception($"The stored scope was refused and nothing was extracted. {why} Its row may have been changed: tell the security officer, then approve the scope anew.")
{
    public Guid ScopeId { get; } = scopeId;

    public string Why { get; } = why;
}
