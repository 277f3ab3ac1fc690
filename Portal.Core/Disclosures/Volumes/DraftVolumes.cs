using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>What a worker needs to know of a package to draft volumes of it. The scope has been verified in this very run.</summary>
internal sealed record VolumesInWork(Guid DisclosureId, Guid RequestId, PackageFacts Facts, ScopeStatement Scope);

/// <summary>
/// Drafts volumes of one package, one after the other, until none is free. Run by the package's builder and, beside it, by any number of
/// other workers: a volume is claimed by lease and entered under its fence token, in one commit with its file.
/// </summary>
internal sealed partial class DraftVolumes(
    PortalDb db, FencedCommit commit, PackageParts parts, SegmentReader segments, ITranscriptComposer composer, LeaseTerms terms, ILogger<DraftVolumes> logger)
{
    /// <returns>How many it drafted.</returns>
    /// <exception cref="BuildStoppedException">The extracted records are not what they should be.</exception>
    public async Task<int> RunAsync(VolumesInWork package, string owner, CancellationToken ct)
    {
        var drafted = 0;
        while (await VolumeLease.ClaimAsync(package.DisclosureId, package.RequestId, owner, terms, ct) is { } lease)
        {
            await using (lease)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
                try
                {
                    await DraftAsync(package, lease, either.Token);
                    drafted++;
                }
                catch (Exception failure) when (!ct.IsCancellationRequested && (failure is FencedOutException || lease.Lost.IsCancellationRequested))
                {
                    TakenOver(logger, lease.Number, package.Facts.PackageReference);
                }
            }
        }
        return drafted;
    }

    private async Task DraftAsync(VolumesInWork package, VolumeLease lease, CancellationToken ct)
    {
        Begins(logger, lease.Number, package.Facts.PackageReference);
        var planned = await db.Volumes.AsNoTracking().Where(v => v.DisclosureId == lease.DisclosureId).OrderBy(v => v.Number).ToListAsync(ct);
        var row = planned.Single(v => v.Number == lease.Number);
        var span = new VolumeSpan(row.Number, planned.Count + 1, row.FirstOrdinal, row.Records, planned.Sum(v => v.Records));
        // The head of a volume tells its days, so its last message is looked up before its first is set.
        var content = new VolumeContent(package.Facts, package.Scope, span, await SentAsync(span.FirstOrdinal), await SentAsync(span.LastOrdinal), row.PlannedAt);

        await using var batch = parts.Begin(lease.DisclosureId);
        VolumeDraft? draft = null;
        var file = await batch.WriteAsync(
            VolumeFiles.DraftOf(lease.Number),
            async output => draft = await composer.DraftVolumeAsync(content, segments.ReadAsync(lease.DisclosureId, span.FirstOrdinal, span.Records, ct), output, lease.Report, ct),
            ct);
        MergedCounts.DemandWhole(draft!, content, file);
        await PackageParts.WriteNoteAsync(batch, VolumeFiles.NoteOf(lease.Number), draft!, ct);
        await commit.CommitAsync(lease, $"build {package.Facts.PackageReference}", volume =>
        {
            batch.Enter();
            volume.Done = volume.Records;
            volume.DraftedAt = terms.Clock.GetUtcNow();
            volume.DraftedBy = lease.Owner;
            volume.LeasedBy = null;
            volume.LeasedUntil = null;
        }, ct);
        batch.Keep();

        async Task<DateTimeOffset> SentAsync(long ordinal)
        {
            await foreach (var record in segments.ReadAsync(lease.DisclosureId, ordinal, 1, ct)) return record.SentUtc;
            throw new InvalidOperationException("The reader gives what it is asked for, or throws.");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Setting volume {Number} of {Package}")]
    private static partial void Begins(ILogger logger, int number, string package);

    [LoggerMessage(Level = LogLevel.Information, Message = "Another worker took over volume {Number} of {Package}; this one goes on with the next")]
    private static partial void TakenOver(ILogger logger, int number, string package);
}
