using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures.Building;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>Splits a transcript into volumes, once, and calls for help with them.</summary>
internal sealed class PlanVolumes(PortalDb db, FencedCommit commit, DisclosureOptions options, TimeProvider clock)
{
    /// <summary>Where each volume begins and how many messages it has: all have the most a volume may have, the last what is left.</summary>
    public static IEnumerable<(int Number, long FirstOrdinal, long Records)> Split(long records, int mostInOne)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostInOne, 1);
        var number = 2;
        for (long first = 1; first <= records; first += mostInOne) yield return (number++, first, Math.Min(mostInOne, records - first + 1));
    }

    /// <summary>
    /// The volumes of messages of this package: those planned before, or else planned now. One commit holds the plan and the call for help, which
    /// a later run makes again, since the job server may have forgotten it.
    /// </summary>
    /// <returns>None where the transcript is short enough to be one file.</returns>
    public async Task<ImmutableArray<DisclosureVolume>> TakeAsync(PackageInWork package, long records, CancellationToken ct)
    {
        var planned = await AllAsync(package, ct);
        if (planned.IsEmpty && records <= options.VolumeRecords) return [];
        if (!planned.IsEmpty && planned.All(volume => volume.DraftedAt is not null)) return planned;
        await commit.CommitAsync(package.Lease, $"build {package.Reference}", disclosure =>
        {
            if (disclosure.Stage != BuildStage.Render) throw new FencedOutException();
            var now = clock.GetUtcNow();
            var left = planned.Count(volume => volume.DraftedAt is null);
            if (planned.IsEmpty)
            {
                foreach (var (number, first, count) in Split(records, options.VolumeRecords))
                {
                    db.Volumes.Add(new DisclosureVolume { DisclosureId = package.Id, Number = number, FirstOrdinal = first, Records = count, PlannedAt = now });
                    left++;
                }
            }
            // This builder is one of those who work on them.
            for (var helpers = Math.Min(options.VolumeWorkers, left) - 1; helpers > 0; helpers--)
                db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.RenderVolumes, SubjectId = package.Id, CreatedAt = now });
        }, ct);
        return await AllAsync(package, ct);
    }

    public async Task<ImmutableArray<DisclosureVolume>> AllAsync(PackageInWork package, CancellationToken ct) =>
        [.. await db.Volumes.AsNoTracking().Where(v => v.DisclosureId == package.Id).OrderBy(v => v.Number).ToListAsync(ct)];
}
