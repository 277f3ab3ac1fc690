using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>The second count does not agree with what was written: the package must not be sealed.</summary>
internal sealed class RecountDifferedException(string why) : Exception(why);

/// <summary>Has the archive count the scope again, by its other query, and holds the result against the files.</summary>
internal sealed class RecountRecords(PortalDb db, FencedCommit commit, ArchiveOfRequest archive, PackageParts parts, AuditTrail audit, TimeProvider clock) : IBuildStage
{
    public BuildStage Stage => BuildStage.Recount;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        var written = await parts.ReadNoteAsync<WrittenRecords>(package, WriteRecordFiles.Note, ct);
        var findings = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var transcript = await parts.ReadNoteAsync<TranscriptNote>(package, TranscriptNote.Path, ct);
        using var opened = await archive.OpenAsync(package, ct);
        var recount = await opened.Records.RecountAsync(package.Scope, package.Mark, ct);
        Compare(package, written, transcript, recount, findings);
        await commit.AdvanceAsync(package, Stage, BuildStage.Seal, async disclosure =>
        {
            var worker = Actor.Worker(package.Lease.Owner);
            var request = await db.Requests.LoadAsync(disclosure.RequestId, worker, ct);
            audit.Record(request.Apply(RequestAction.VerifyScope, worker, clock.GetUtcNow()), worker);
            audit.Record(new RecountAgreed(disclosure.Id, package.Reference, recount.Total, recount.Fingerprint) { RequestId = disclosure.RequestId }, worker);
            disclosure.Withheld = findings.Lines.Sum(line => line.TakenByCut.Sum());
        }, ct);
    }

    private static void Compare(PackageInWork package, WrittenRecords written, TranscriptNote transcript, RecordTally recount, LineFindings findings)
    {
        foreach (var line in package.Scope.Lines)
        {
            var counted = recount.ByLine.GetValueOrDefault(line.LineId);
            var stands = written.ByLine.GetValueOrDefault(line.LineId);
            if (counted != stands) throw Differs($"Line {line.LineId}: {stands} written, {counted} counted.");
        }
        if (recount.ByLine.Keys.Except(package.Scope.Lines.Select(line => line.LineId), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw Differs($"The recount names line {unknown}, which the scope does not have.");
        if (recount.Fingerprint != written.Fingerprint) throw Differs("The numbers agree, but not the messages.");
        if (LineCounts.Breach(package.Scope, findings.Lines, written.ByLine) is { } breach) throw Differs(breach);
        if (transcript.Set.Fingerprint != written.Fingerprint || transcript.Set.ByLine.Count != written.ByLine.Count || transcript.Set.ByLine.Any(line => written.ByLine.GetValueOrDefault(line.Key) != line.Value))
            throw Differs("The transcript does not show the messages that are in the record files.");

        static RecountDifferedException Differs(string how) => new($"{how} The package is not sealed. Somebody must compare the archive with what was extracted.");
    }
}
