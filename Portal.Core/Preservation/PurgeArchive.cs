using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Archive.Embedded;
using Portal.Core.Audit;
using Portal.Core.Disclosures;
using Portal.Core.Preservation.Snapshots;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>
/// Deletes messages from the embedded archive by age, for good. Not while a snapshot is still to be taken or a package is being built: what an
/// accepted preservation names must be kept first, and a package must see one archive from its first record to its recount.
/// </summary>
public sealed class PurgeArchive(PortalDb db, UnitOfWork unit, AuditTrail audit, EmbeddedArchive archive, TimeProvider clock)
{
    /// <param name="before">UTC; messages sent earlier go.</param>
    /// <exception cref="RuleViolation">The instant lies in the future, a snapshot is owed or a package is being built.</exception>
    public async Task<PurgeResult> ExecuteAsync(DateTimeOffset before, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await unit.RunAsync(actor, requestId: null, "purge the archive", async () =>
        {
            actor.Demand(Permission.BuildPackage);
            if (before > clock.GetUtcNow()) throw new RuleViolation("purge.future", "A purge takes what is older than a day in the past. Name an earlier one.");
            if (await ObstacleAsync(ct) is { } obstacle) throw obstacle;
            audit.Record(new ArchivePurgeBegun(before), actor);
        }, ct);
        var result = await archive.PurgeAsync(before, async token => await ObstacleAsync(token) is null, ct);
        await unit.RunAsync(actor, requestId: null, "purge the archive", () =>
        {
            audit.Record(new ArchivePurged(before, result.Messages, result.Versions, result.SetAside, result.Whole), actor);
            return Task.CompletedTask;
        }, CancellationToken.None);
        return result;
    }

    private async Task<RuleViolation?> ObstacleAsync(CancellationToken ct)
    {
        if (await db.Snapshots.AnyAsync(s => s.Status == SnapshotStatus.Taking, ct))
            return new RuleViolation("purge.snapshot-owed", "A preservation was accepted and its snapshot is not taken yet. Wait until it is, then purge.");
        return await db.Disclosures.AnyAsync(d => d.Stage != BuildStage.Done && d.Stage != BuildStage.Waiting && d.Problem == null, ct)
            ? new RuleViolation("purge.package-in-work", "A package is being built. Wait until it is done, then purge.")
            : null;
    }
}
