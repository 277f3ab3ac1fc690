using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Archive.Preserved;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Preservation.Snapshots;

/// <summary>
/// Takes the snapshots of an accepted preservation. May be killed at any point and run again, and by several workers at once: each row, its
/// lease and its fence token decide. A segment and the cursor behind it are one commit; after a crash it goes on behind the last one.
/// </summary>
public sealed partial class TakeSnapshots
{
    private const int MostTries = 5;

    private readonly PortalDb db;
    private readonly UnitOfWork unit;
    private readonly AuditTrail audit;
    private readonly IMessageArchive archive;
    private readonly IBlobStore blobs;
    private readonly IKeyVault vault;
    private readonly LeaseTerms terms;
    private readonly StartHold start;
    private readonly TimeProvider clock;
    private readonly ILogger<TakeSnapshots> logger;

    internal TakeSnapshots(
        PortalDb db, UnitOfWork unit, AuditTrail audit, IMessageArchive archive, IBlobStore blobs, IKeyVault vault, LeaseTerms terms, StartHold start, TimeProvider clock, ILogger<TakeSnapshots> logger)
    {
        this.db = db;
        this.unit = unit;
        this.audit = audit;
        this.archive = archive;
        this.blobs = blobs;
        this.vault = vault;
        this.terms = terms;
        this.start = start;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>Messages in one committed segment; a whole number of pieces, so at least this many.</summary>
    internal int SegmentMessages { get; set; } = 5000;

    /// <returns>Whether the hold has begun: every snapshot of it is kept, or known to be of nobody.</returns>
    /// <exception cref="Exception">Something it needs failed, such as a full disk. The problem is in the row; a later run goes on from the last commit.</exception>
    public async Task<bool> ExecuteAsync(Guid preservationId, CancellationToken ct)
    {
        foreach (var id in await db.Snapshots.Where(s => s.PreservationId == preservationId && s.Status == SnapshotStatus.Taking).OrderBy(s => s.Number).Select(s => s.Id).ToListAsync(ct))
        {
            await using var lease = await SnapshotLease.TakeAsync(id, terms, ct);
            if (lease is null) continue;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
            try
            {
                await TakeAsync(lease, either.Token);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && (failure is FencedOutException || lease.Lost.IsCancellationRequested))
            {
                TakenOver(logger, id);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await RecordAsync(lease, failure);
                throw;
            }
        }
        return await start.ExecuteAsync(preservationId, ct);
    }

    private async Task TakeAsync(SnapshotLease lease, CancellationToken ct)
    {
        var snapshot = await db.Snapshots.AsNoTracking().SingleAsync(s => s.Id == lease.SnapshotId, ct);
        var preservation = await db.Preservations.AsNoTracking().SingleAsync(p => p.Id == snapshot.PreservationId, ct);
        if (snapshot.SealedKey is null && await BeginAsync(lease, preservation, snapshot, ct) is false) return;
        snapshot = await db.Snapshots.AsNoTracking().SingleAsync(s => s.Id == lease.SnapshotId, ct);
        var last = await db.SnapshotSegments.Where(s => s.SnapshotId == snapshot.Id).MaxAsync(s => (int?)s.Number, ct) ?? 0;
        using var seal = SnapshotSeal.Open(vault, snapshot.Id, snapshot.SealedKey);
        // A first piece without a message is the whole of it: there is nothing behind it to go on with.
        if (last == 0 || snapshot.Cursor is not null)
        {
            await using var pieces = archive.PreserveAsync(preservation.ScopeOf(snapshot), seal, snapshot.Cursor, new ArchiveMark(snapshot.ArchiveMark!.Value), ct).GetAsyncEnumerator(ct);
            var fingerprint = RecordFingerprint.Parse(snapshot.Fingerprint);
            while (await WriteSegmentAsync(lease, pieces, ++last, fingerprint, ct))
            {
            }
        }
        await FinishAsync(lease, preservation.Reference, ct);
    }

    /// <returns>False where the identifier meant nobody, or more than one.</returns>
    private async Task<bool> BeginAsync(SnapshotLease lease, PreservationRequest preservation, PreservationSnapshot asked, CancellationToken ct)
    {
        var whom = await archive.ResolveAcrossAsync(asked.Target, [preservation.Window], ct);
        var mark = await archive.MarkAsync(ct);
        var scope = preservation.ScopeOf(asked, whom.Id);
        var expected = whom.Id is not null && scope.Messages ? await archive.CountAsync(scope.Selector, mark, ct) : 0;
        await CommitAsync(lease, snapshot =>
        {
            snapshot.Resolution = whom.Outcome;
            if (whom.Id is null)
            {
                snapshot.Status = SnapshotStatus.Unresolved;
                audit.Record(new PreservationUnresolved(preservation.Id, preservation.Reference, snapshot.Target, whom.Outcome, whom.Candidates), Actor.Worker(lease.Owner));
                return;
            }
            snapshot.ResolvedId = whom.Id;
            snapshot.ArchiveMark = mark.Sequence;
            snapshot.SealedKey = SnapshotSeal.NewKey(vault, snapshot.Id);
            snapshot.Expected = expected;
            audit.Record(new SnapshotBegun(preservation.Id, preservation.Reference, snapshot.Number, snapshot.Target, whom.Id, archive.Name, mark.Sequence), Actor.Worker(lease.Owner));
        }, ct);
        return whom.Id is not null;
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> WriteSegmentAsync(SnapshotLease lease, IAsyncEnumerator<PreservedPiece> pieces, int number, RecordFingerprint fingerprint, CancellationToken ct)
    {
        if (!await pieces.MoveNextAsync()) return false;
        var counts = PreservedCounts.None;
        ReadPosition? cursor;
        await using var blob = await blobs.CreateAsync(SnapshotSegment.ContextOf(lease.SnapshotId, number), ct);
        var more = true;
        do
        {
            var piece = pieces.Current;
            await SnapshotStore.WriteAsync(blob, piece.Sealed, ct);
            counts = counts.And(piece.Counts);
            cursor = piece.Last;
            foreach (var id in piece.MessageIds) fingerprint.Add(id);
        }
        while (counts.Messages < SegmentMessages && (more = await pieces.MoveNextAsync()));
        var written = await blob.CompleteAsync(ct);
        try
        {
            await CommitAsync(lease, snapshot =>
            {
                db.SnapshotSegments.Add(new SnapshotSegment { SnapshotId = lease.SnapshotId, Number = number, BlobKey = written.Key, Messages = counts.Messages, Sha256 = written.Sha256 });
                snapshot.Add(counts, cursor, fingerprint);
            }, ct);
        }
        catch
        {
            // A commit that failed may yet have happened: only what no row names is deleted.
            await OrphanBlobs.DiscardAsync(blobs, written.Key, () =>
            {
                db.ChangeTracker.Clear();
                return db.SnapshotSegments.AnyAsync(s => s.BlobKey == written.Key);
            });
            throw;
        }
        return more;
    }

    private async Task FinishAsync(SnapshotLease lease, string reference, CancellationToken ct)
    {
        var segments = await db.SnapshotSegments.AsNoTracking().Where(s => s.SnapshotId == lease.SnapshotId).ToListAsync(ct);
        await CommitAsync(lease, snapshot =>
        {
            snapshot.Status = SnapshotStatus.Kept;
            snapshot.Sha256 = PreservationSnapshot.Digest(segments);
            snapshot.TakenAt = clock.GetUtcNow();
            (snapshot.Problem, snapshot.ProblemAt) = (null, null);
            audit.Record(new SnapshotTaken(snapshot.PreservationId, reference, snapshot.Number, snapshot.Messages, snapshot.EarlierTexts, snapshot.Accounts, snapshot.Fingerprint, snapshot.Sha256), Actor.Worker(lease.Owner));
        }, ct);
    }

    /// <summary>One transaction that first asks whether this worker still holds the snapshot.</summary>
    private async Task CommitAsync(SnapshotLease lease, Action<PreservationSnapshot> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await unit.RunAsync(Actor.Worker(lease.Owner), requestId: null, "take a snapshot", async () =>
                {
                    var snapshot = await db.Snapshots.SingleAsync(s => s.Id == lease.SnapshotId, ct);
                    if (snapshot.FenceToken != lease.Token || snapshot.Status != SnapshotStatus.Taking) throw new FencedOutException();
                    change(snapshot);
                    snapshot.Version = Guid.NewGuid();
                }, ct);
                return;
            }
            catch (RuleViolation violation) when (violation.Code == UnitOfWork.ChangedMeanwhile && attempt < MostTries)
            {
                // Asked again, the token tells whether it was a rival.
            }
        }
    }

    private async Task RecordAsync(SnapshotLease lease, Exception failure)
    {
        Failed(logger, lease.SnapshotId, failure.GetType().Name);
        var why = failure.GetType().Assembly == typeof(TakeSnapshots).Assembly
            ? failure.Message
            : $"A service it needs failed, or the program has a fault ({failure.GetType().Name}). The worker tries again by itself; if this stays, tell the operators.";
        try
        {
            await CommitAsync(lease, snapshot =>
            {
                var known = snapshot.Problem == why;
                (snapshot.Problem, snapshot.ProblemAt) = (why, clock.GetUtcNow());
                if (!known) audit.Record(new SnapshotStopped(snapshot.PreservationId, snapshot.Number, why), Actor.Worker(lease.Owner));
            }, CancellationToken.None);
        }
        catch (Exception second)
        {
            // The database may be what failed. What stopped it goes up either way.
            NotRecorded(logger, lease.SnapshotId, second);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another worker took over snapshot {Snapshot}, or it was destroyed; this one stopped")]
    private static partial void TakenOver(ILogger logger, Guid snapshot);

    [LoggerMessage(Level = LogLevel.Error, Message = "Taking snapshot {Snapshot} stopped: {Kind}")]
    private static partial void Failed(ILogger logger, Guid snapshot, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The problem of snapshot {Snapshot} could not be recorded")]
    private static partial void NotRecorded(ILogger logger, Guid snapshot, Exception failure);
}
