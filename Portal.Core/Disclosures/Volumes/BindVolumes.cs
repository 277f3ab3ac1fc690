using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;

namespace Portal.Core.Disclosures.Volumes;

/// <summary>
/// Makes the transcript of many volumes: sees that all are drafted, by this builder and whoever helps, checks that together they show what was
/// extracted, then completes and signs each and writes the front volume, which lists them.
/// </summary>
internal sealed class BindVolumes(PackageParts parts, DraftVolumes drafting, PlanVolumes plan, PackageTotals totals, ITranscriptComposer composer)
{
    /// <summary>A poll of rows that other processes write; no time of the domain's.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>Writes all volumes into the batch.</summary>
    /// <exception cref="BuildStoppedException">The volumes do not add up, or a stored file is not the one that was written.</exception>
    public async Task<TranscriptNote> WriteAsync(PackageInWork package, TranscriptContent content, PartBatch batch, CancellationToken ct)
    {
        var planned = await DraftAllAsync(package, content.RecordCount, ct);
        var files = (await parts.AllAsync(package, ct)).ToDictionary(part => part.Path, StringComparer.Ordinal);
        var drafts = new List<VolumeDraft>();
        foreach (var volume in planned) drafts.Add(await parts.ReadNoteAsync<VolumeDraft>(package, VolumeFiles.NoteOf(volume.Number), ct));
        var findings = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var set = MergedCounts.Demand(
            planned, drafts, [.. planned.Select(volume => files[VolumeFiles.DraftOf(volume.Number)])], content.RecordCount, await totals.FingerprintAsync(package, ct), findings.Lines, package.Scope);

        var front = new FrontContent(content, 0, [.. drafts.Select(EntryOf)], set, drafts.Aggregate(TextOddities.None, (all, draft) => all.And(draft.Oddities)));
        front = front with { Pages = composer.CountFrontPages(front) };
        var entries = ImmutableArray.CreateBuilder<VolumeEntry>(drafts.Count);
        foreach (var (draft, entry) in drafts.Zip(front.Volumes))
        {
            ct.ThrowIfCancellationRequested();
            entries.Add(entry with { Sha256 = await BindAsync(content, draft, front.PlaceOf(entry), files[VolumeFiles.DraftOf(draft.Span.Number)], batch, ct) });
        }
        front = front with { Volumes = entries.MoveToImmutable() };

        TranscriptSummary? summary = null;
        var part = await batch.WriteAsync(FrontContent.Path, output =>
        {
            summary = composer.ComposeFront(front, output);
            return Task.CompletedTask;
        }, ct);
        DemandStored(part, summary!.File);
        if (summary.File.Pages != front.Pages)
            throw new BuildStoppedException($"The front volume has {summary.File.Pages} pages; the others were numbered for {front.Pages}. Nothing was kept; this is a fault in the program.");
        return new TranscriptNote(
            [
                new TranscriptVolume(FrontContent.Path, 1, front.Pages, 1, null, 0, null, null, summary.File.Sha256, null),
                .. front.Volumes.Zip(planned, (entry, row) => new TranscriptVolume(
                    entry.Path, entry.Span.Number, entry.Pages, front.PlaceOf(entry).PagesBefore + 1, entry.Span.FirstOrdinal, entry.Span.Records, entry.FirstUtc, entry.LastUtc, entry.Sha256, row.DraftedBy)),
            ],
            set,
            summary.Oddities.Sentences());
    }

    /// <exception cref="BuildStoppedException">What lies in the store is not what was written.</exception>
    public static void DemandStored(PackagePart part, TranscriptFile file)
    {
        if (file.Sha256 != part.Sha256 || file.Bytes != part.Bytes)
            throw new BuildStoppedException($"{part.Path} as it was stored is not what was written. It was not kept; check the storage.");
    }

    /// <summary>Drafts what is free, and waits for what others are at; theirs become free again where they let go or stop answering.</summary>
    private async Task<ImmutableArray<DisclosureVolume>> DraftAllAsync(PackageInWork package, long records, CancellationToken ct)
    {
        var id = package.Id;
        package.Lease.ReportFrom(BuildStage.Render, (db, token) => db.Volumes.Where(v => v.DisclosureId == id).SumAsync(v => v.Done, token), records);
        var work = new VolumesInWork(id, package.Lease.RequestId, package.Facts, package.Scope.Statement);
        while (true)
        {
            await drafting.RunAsync(work, package.Lease.Owner, ct);
            var planned = await plan.AllAsync(package, ct);
            if (planned.All(volume => volume.DraftedAt is not null)) return planned;
            await Task.Delay(Poll, ct);
        }
    }

    private async Task<string> BindAsync(TranscriptContent content, VolumeDraft draft, VolumePlace place, PackagePart stored, PartBatch batch, CancellationToken ct)
    {
        TranscriptFile? file = null;
        var part = await batch.WriteAsync(VolumeFiles.PathOf(place.Number), async output =>
        {
            await using var from = await parts.OpenAsync(stored, ct);
            try
            {
                file = composer.BindVolume(content, draft, place, from, output);
            }
            catch (InvalidDataException)
            {
                throw new BuildStoppedException($"The stored draft of volume {place.Number} is not the one that was written. Nothing was kept; check the storage.");
            }
        }, ct);
        DemandStored(part, file!);
        return part.Sha256;
    }

    private static VolumeEntry EntryOf(VolumeDraft draft) =>
        new(VolumeFiles.PathOf(draft.Span.Number), draft.Span, draft.File.Pages, draft.Set.FirstUtc!.Value, draft.Set.LastUtc!.Value, "");
}
