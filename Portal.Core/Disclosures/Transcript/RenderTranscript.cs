using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;

namespace Portal.Core.Disclosures.Transcript;

/// <summary>Sets the extracted records as the signed transcript.</summary>
internal sealed class RenderTranscript(
    FencedCommit commit, PackageParts parts, SegmentReader segments, AccountReader accounts, ITranscriptComposer composer, PackageTotals totals, TimeProvider clock)
    : IBuildStage
{
    public const string Path = "data/disclosure.pdf";

    /// <summary>What the composer said of its work, kept for the custody record.</summary>
    public const string Note = "work/transcript.json";

    public BuildStage Stage => BuildStage.Render;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        var lines = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var records = await totals.RecordsAsync(package, ct);
        var content = new TranscriptContent(
            package.Facts,
            package.Scope.Statement,
            segments.ReadAsync(package, ct),
            records,
            await accounts.ReadAsync(package, ct),
            lines.Lines,
            WithheldRows.Of(package.Scope.Statement, lines.Lines),
            clock.GetUtcNow());

        await using var batch = parts.Begin(package);
        TranscriptSummary? summary = null;
        var part = await batch.WriteAsync(Path, async output => summary = await composer.ComposeAsync(content, output, done => package.Lease.Report(Stage, done, records), ct), ct);
        if (summary!.Records != records)
            throw new BuildStoppedException($"The transcript shows {summary.Records} record(s) of {records}. It was not kept; this is a fault in the program.");
        if (summary.Sha256 != part.Sha256 || summary.Bytes != part.Bytes)
            throw new BuildStoppedException("The transcript that was stored is not the one that was written. It was not kept; check the storage.");
        await PackageParts.WriteNoteAsync(batch, Note, summary, ct);
        await commit.AdvanceAsync(package, Stage, BuildStage.Records, disclosure =>
        {
            batch.Enter();
            disclosure.Pages = summary.Pages;
            return Task.CompletedTask;
        }, ct);
        batch.Keep();
    }
}
