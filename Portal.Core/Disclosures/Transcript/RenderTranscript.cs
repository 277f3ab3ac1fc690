using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Volumes;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>Sets the extracted records as the signed transcript: one file, or several volumes where there are many.</summary>
internal sealed class RenderTranscript(
    FencedCommit commit, PackageParts parts, SegmentReader segments, AccountReader accounts, ITranscriptComposer composer, PackageTotals totals, PlanVolumes plan, BindVolumes volumes, TimeProvider clock)
    : IBuildStage
{
    public BuildStage Stage => BuildStage.Render;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        var lines = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var records = await totals.RecordsAsync(package, ct);
        var planned = await plan.TakeAsync(package, records, ct);
        var content = new TranscriptContent(
            package.Facts,
            package.Scope.Statement,
            records,
            await accounts.ReadAsync(package, ct),
            lines.Lines,
            WithheldRows.Of(package.Scope.Statement, lines.Lines),
            planned.IsEmpty ? clock.GetUtcNow() : planned[0].PlannedAt)
        {
            Preserved = lines.Preserved.Sentences(),
        };

        await using var batch = parts.Begin(package);
        var note = planned.IsEmpty ? await WriteWholeAsync(package, content, batch, ct) : await volumes.WriteAsync(package, content, batch, ct);
        await PackageParts.WriteNoteAsync(batch, TranscriptNote.Path, note, ct);
        await commit.AdvanceAsync(package, Stage, BuildStage.Records, disclosure =>
        {
            batch.Enter();
            disclosure.Pages = note.Pages;
            disclosure.Volumes = note.Volumes.Length;
            return Task.CompletedTask;
        }, ct);
        batch.Keep();
    }

    private async Task<TranscriptNote> WriteWholeAsync(PackageInWork package, TranscriptContent content, PartBatch batch, CancellationToken ct)
    {
        TranscriptSummary? summary = null;
        var part = await batch.WriteAsync(
            VolumeFiles.Whole,
            async output => summary = await composer.ComposeAsync(content, segments.ReadAsync(package, ct), output, done => package.Lease.Report(Stage, done, content.RecordCount), ct),
            ct);
        var (file, set) = (summary!.File, summary.Set);
        if (set.Records != content.RecordCount)
            throw new BuildStoppedException($"The transcript shows {set.Records} record(s) of {content.RecordCount}. It was not kept; this is a fault in the program.");
        BindVolumes.DemandStored(part, file);
        return new TranscriptNote(
            [new TranscriptVolume(part.Path, 1, file.Pages, 1, set.Records == 0 ? null : 1, set.Records, set.FirstUtc, set.LastUtc, file.Sha256, null)], set, summary.Oddities.Sentences());
    }
}
