using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Certificate;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Sealing;

/// <summary>The certificate and the custody record: the last two papers, which speak of all the others.</summary>
internal sealed class ClosingPapers(PortalDb db, FencedCommit commit, PackageParts parts, ICertificateComposer composer, DisclosureOptions options, TimeProvider clock)
{
    public const string CertificatePath = "data/certificate.pdf";

    /// <summary>The moment of sealing, kept so that a bag made again is the same bag.</summary>
    public const string Note = "work/sealing.json";

    /// <summary>Writes them, unless an earlier run did; returns the time they name.</summary>
    public async Task<DateTimeOffset> WriteAsync(PackageInWork package, CancellationToken ct)
    {
        var before = await parts.AllAsync(package, ct);
        if (before.Any(part => part.Path == Note)) return (await parts.ReadNoteAsync<SealingNote>(package, Note, ct)).AtUtc;

        var now = clock.GetUtcNow();
        var findings = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var written = await parts.ReadNoteAsync<WrittenRecords>(package, WriteRecordFiles.Note, ct);
        var transcript = await parts.ReadNoteAsync<TranscriptNote>(package, TranscriptNote.Path, ct);
        transcript.DemandAgreement(before, await db.Disclosures.Where(d => d.Id == package.Id).Select(d => d.Pages).SingleAsync(ct));
        var steps = await db.CustodySteps.AsNoTracking().Where(s => s.DisclosureId == package.Id).ToListAsync(ct);
        var files = Files(before);
        var recountedAt = steps.Single(step => step.Stage == BuildStage.Recount).EndedAt!.Value;

        await using var batch = parts.Begin(package);
        var certificate = new CertificateContent(
            options.Declarant, package.Facts, package.Scope.Statement, findings.Lines, WithheldRows.Of(package.Scope.Statement, findings.Lines),
            written.ByLine.Values.Sum(), written.Accounts, transcript.Pages, transcript.Volumes.Length, files, steps.Single(step => step.Stage == BuildStage.Extract).StartedAt, recountedAt, now);
        await batch.WriteAsync(CertificatePath, output => composer.ComposeAsync(certificate, output, ct), ct);

        var custody = new CustodyRecord(
            package.Reference, package.Scope.Statement.Reference, package.Id, package.Scope.Statement.ScopeId, package.Scope.Signed.Sha256,
            new CustodySource(package.Facts.Archive, package.Mark.Sequence),
            [.. steps.OrderBy(step => step.Stage).Select(Stage)],
            new CustodyCounts(written.ByLine.Values.Sum(), written.Accounts, findings.Lines.Sum(line => line.TakenByCut.Sum()), transcript.Pages, written.ByLine, written.Fingerprint),
            transcript.Volumes,
            findings.Lines,
            new CustodyRecount("Counted a second time from the archive by another query than the one that read the records", "Same numbers by line, same messages", recountedAt),
            [.. transcript.Notes, .. findings.Preserved.Sentences()],
            [.. files.Concat(Files(batch.Written)).OrderBy(file => file.Path, StringComparer.Ordinal)],
            now);
        await PackageParts.WriteNoteAsync(batch, CustodyRecord.Path, custody, ct);
        await PackageParts.WriteNoteAsync(batch, Note, new SealingNote(now), ct);
        await commit.CommitAsync(package.Lease, $"build {package.Reference}", disclosure =>
        {
            if (disclosure.Stage != BuildStage.Seal) throw new FencedOutException();
            batch.Enter();
        }, ct);
        batch.Keep();
        return now;
    }

    private static ImmutableArray<CertifiedFile> Files(IEnumerable<PackagePart> parts) =>
        [.. parts.Where(part => part.IsPayload).Select(part => new CertifiedFile(part.Path, part.Bytes, part.Sha256))];

    private static CustodyStage Stage(CustodyStep step) => new(
        step.Stage switch
        {
            BuildStage.Extract => "extraction",
            BuildStage.Render => "rendering",
            BuildStage.Records => "record files",
            BuildStage.Recount => "recount",
            _ => "sealing",
        },
        step.StartedAt,
        step.EndedAt,
        [.. new[] { step.StartedBy, step.EndedBy ?? step.StartedBy }.Distinct(StringComparer.Ordinal)],
        step.Software);

    private sealed record SealingNote(DateTimeOffset AtUtc);
}
