using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Records;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Extraction;

/// <summary>
/// Reads the scope's records out of the archive into encrypted segments. Each segment and the cursor behind it are one commit; after
/// a crash reading goes on behind the last one.
/// </summary>
internal sealed class ExtractRecords(
    PortalDb db, FencedCommit commit, ArchiveOfRequest archive, IBlobStore blobs, PackageParts parts, IServiceScopeFactory scopes, DisclosureOptions options)
    : IBuildStage
{
    /// <summary>The accounts of SUBSCRIBER lines, one a line.</summary>
    public const string AccountsPath = "data/records/accounts.jsonl";

    private const int FlushBytes = 64 * 1024;

    public BuildStage Stage => BuildStage.Extract;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        using var opened = await archive.OpenAsync(package, ct);
        var lines = await ScopeFindings.TakeAsync(package, opened.Records, ct);
        var reading = await TakeUpAsync(package, ct);
        reading.Expected = lines.Where(line => line.Category is not Legal.DataCategory.Subscriber).Sum(line => line.Authorised);
        package.Lease.Report(Stage, reading.Fingerprint.Count, reading.Expected);

        await using (var records = opened.Records.ReadAsync(package.Scope, reading.After, package.Mark, ct).GetAsyncEnumerator(ct))
        {
            while (await WriteSegmentAsync(package, records, reading, ct))
            {
            }
        }

        await using var batch = parts.Begin(package);
        await PackageParts.WriteNoteAsync(batch, ScopeFindings.Note, new LineFindings(lines, await WritePreservedAsync(package, opened, batch, ct)), ct);
        await WriteAccountsAsync(package, opened.Records, batch, ct);
        await commit.AdvanceAsync(package, Stage, BuildStage.Render, disclosure =>
        {
            batch.Enter();
            disclosure.Records = reading.Fingerprint.Count;
            return Task.CompletedTask;
        }, ct);
        batch.Keep();
    }

    private async Task<Reading> TakeUpAsync(PackageInWork package, CancellationToken ct)
    {
        var selectors = package.Scope.Lines.ToFrozenDictionary(line => line.LineId, line => line.Selector, StringComparer.Ordinal);
        var last = await db.Segments.AsNoTracking().Where(s => s.DisclosureId == package.Id).OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        return last is null
            ? new Reading(selectors, 1, null, new RecordFingerprint())
            : new Reading(selectors, last.Number + 1, new ReadPosition(last.LastSentUtc, last.LastSequence), RecordFingerprint.Parse(last.Fingerprint));
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> WriteSegmentAsync(PackageInWork package, IAsyncEnumerator<MessageRecord> records, Reading reading, CancellationToken ct)
    {
        if (!await records.MoveNextAsync()) return false;
        var number = reading.NextNumber;
        var count = 0;
        var buffer = new ArrayBufferWriter<byte>(FlushBytes * 2);
        await using var blob = await blobs.CreateAsync(SegmentReader.ContextOf(package.Id, number), ct);
        var more = true;
        do
        {
            Keep(records.Current, reading, buffer);
            count++;
            if (buffer.WrittenCount >= FlushBytes) await FlushAsync(buffer, blob, ct);
            package.Lease.Report(Stage, reading.Fingerprint.Count, Math.Max(reading.Expected, reading.Fingerprint.Count));
        }
        while (count < options.SegmentRecords && (more = await records.MoveNextAsync()));
        await FlushAsync(buffer, blob, ct);
        var written = await blob.CompleteAsync(ct);

        var segment = new ExtractedSegment
        {
            DisclosureId = package.Id,
            Number = number,
            BlobKey = written.Key,
            Records = count,
            LastSentUtc = reading.After!.Value.SentUtc,
            LastSequence = reading.After.Value.Sequence,
            Fingerprint = reading.Fingerprint.ToString(),
        };
        try
        {
            await commit.CommitAsync(package.Lease, $"build {package.Reference}", disclosure =>
            {
                if (disclosure.Stage != Stage) throw new FencedOutException();
                db.Segments.Add(segment);
                disclosure.StageDone = reading.Fingerprint.Count;
                disclosure.StageTotal = Math.Max(reading.Expected, reading.Fingerprint.Count);
                disclosure.Records = reading.Fingerprint.Count;
            }, ct);
        }
        catch
        {
            await using var scope = scopes.CreateAsyncScope();
            var fresh = scope.ServiceProvider.GetRequiredService<PortalDb>();
            await OrphanBlobs.DiscardAsync(blobs, written.Key, () => fresh.Segments.AnyAsync(s => s.BlobKey == written.Key));
            throw;
        }
        reading.NextNumber++;
        return more;
    }

    private static void Keep(MessageRecord record, Reading reading, ArrayBufferWriter<byte> buffer)
    {
        if (!reading.Selectors.TryGetValue(record.AuthorisationLine, out var line))
            throw new BuildStoppedException($"The archive gave a record under line {record.AuthorisationLine}, which the scope does not have. Nothing of it was kept: ask the archive's operators.");
        if (LineRule.Breach(line, record) is { } breach)
            throw new BuildStoppedException($"The archive gave a record that line {record.AuthorisationLine} does not let out: {breach}. Nothing of it was kept: ask the archive's operators.");
        if (reading.After is { } last && record.Position <= last)
            throw new BuildStoppedException("The archive gave records out of order, or one twice. Nothing further was kept: ask the archive's operators.");
        MessageJson.Write(buffer, record);
        reading.Fingerprint.Add(record.MessageId);
        reading.After = record.Position;
    }

    private static async Task WriteAccountsAsync(PackageInWork package, IMessageArchive records, PartBatch batch, CancellationToken ct)
    {
        if (package.Scope.Lines.All(line => line.Selector.Category != Legal.DataCategory.Subscriber)) return;
        await batch.WriteAsync(AccountsPath, async output =>
        {
            var buffer = new ArrayBufferWriter<byte>();
            await foreach (var account in records.ReadAccountsAsync(package.Scope, ct))
            {
                if (!package.Scope.Lines.Any(line => line.LineId == account.AuthorisationLine && line.Selector.Category == Legal.DataCategory.Subscriber && line.Selector.AccountId == account.AccountId))
                    throw new BuildStoppedException($"The archive gave an account that line {account.AuthorisationLine} does not let out. Nothing of it was kept: ask the archive's operators.");
                AccountJson.Write(buffer, account);
                await FlushAsync(buffer, output, ct);
            }
        }, ct);
    }

    /// <summary>Which messages the archive no longer held, by preservation; the file is only in packages that have such.</summary>
    private static async Task<ImmutableArray<PreservedFinding>> WritePreservedAsync(PackageInWork package, OpenedArchive opened, PartBatch batch, CancellationToken ct)
    {
        if (opened.Kept is not { } kept) return [];
        var found = await kept.FromSnapshotsAsync(package.Scope, ct);
        if (found.Any(snapshot => !snapshot.MessageIds.IsEmpty))
        {
            await batch.WriteAsync(PreservedCsv.Path, async output =>
            {
                var buffer = new ArrayBufferWriter<byte>();
                PreservedCsv.WriteHeader(buffer);
                foreach (var (snapshot, ids) in found)
                {
                    foreach (var id in ids) PreservedCsv.Write(buffer, id, snapshot.Name);
                    await FlushAsync(buffer, output, ct);
                }
            }, ct);
        }
        return [.. found.Select(snapshot => new PreservedFinding(snapshot.Snapshot.Name, snapshot.Snapshot.TakenUtc, snapshot.Snapshot.Sha256, snapshot.MessageIds.Length))];
    }

    private static async ValueTask FlushAsync(ArrayBufferWriter<byte> buffer, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(buffer.WrittenMemory, ct);
        buffer.ResetWrittenCount();
    }

    private sealed class Reading(FrozenDictionary<string, RecordSelector> selectors, int nextNumber, ReadPosition? after, RecordFingerprint fingerprint)
    {
        public FrozenDictionary<string, RecordSelector> Selectors { get; } = selectors;

        public int NextNumber { get; set; } = nextNumber;

        public ReadPosition? After { get; set; } = after;

        public RecordFingerprint Fingerprint { get; } = fingerprint;

        /// <summary>An upper bound: lines that overlap count a message twice, the records hold it once.</summary>
        public long Expected { get; set; }
    }
}
