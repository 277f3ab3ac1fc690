using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Building;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Records;

/// <summary>The findings of all lines, as the stages hand them on.</summary>
/// <param name="Preserved">What comes from preservations alone; missing in notes written before there were such.</param>
internal sealed record LineFindings(ImmutableArray<LineFinding> Lines, ImmutableArray<PreservedFinding> Preserved = default);

/// <summary>What stands in <c>messages.jsonl</c>, counted while it was written.</summary>
internal sealed record WrittenRecords(ImmutableSortedDictionary<string, long> ByLine, string Fingerprint, long Accounts);

/// <summary>Writes the records as CSV and JSON Lines, what was withheld, and the signed scope with what proves it.</summary>
internal sealed class WriteRecordFiles(
    FencedCommit commit, PackageParts parts, SegmentReader segments, AccountReader accounts, PackageTotals totals, ScopeSigner signer)
    : IBuildStage
{
    public const string MessagesJson = "data/records/messages.jsonl";
    public const string MessagesCsv = "data/records/messages.csv";
    public const string AccountsCsv = "data/records/accounts.csv";
    public const string Authorisation = "data/authorisation.json";
    public const string AuthorisationSignature = "data/authorisation.sig";
    public const string AuthorisationKey = "data/authorisation-key.pem";

    /// <summary>The tally that the recount is held against.</summary>
    public const string Note = "work/written.json";

    private const int FlushBytes = 64 * 1024;

    public BuildStage Stage => BuildStage.Records;

    public async Task RunAsync(PackageInWork package, CancellationToken ct)
    {
        await using var batch = parts.Begin(package);
        var disclosedAccounts = await accounts.ReadAsync(package, ct);
        var written = await WriteMessagesAsync(package, batch, ct) with { Accounts = disclosedAccounts.Length };
        if (written.Fingerprint != await totals.FingerprintAsync(package, ct))
            throw new BuildStoppedException("The records written are not those extracted. Nothing was kept; check the storage.");
        await PackageParts.WriteNoteAsync(batch, Note, written, ct);

        if (package.Scope.Lines.Any(line => line.Selector.Category == Legal.DataCategory.Subscriber))
            await batch.WriteAsync(AccountsCsv, Csv(AccountCsv.WriteHeader, disclosedAccounts, AccountCsv.Write), ct);
        var findings = await parts.ReadNoteAsync<LineFindings>(package, ScopeFindings.Note, ct);
        var withheld = new ArrayBufferWriter<byte>();
        var rows = WithheldRows.Of(package.Scope.Statement, findings.Lines);
        WithheldRows.Write(withheld, rows);
        await batch.WriteAsync(WithheldRows.Path, withheld.WrittenMemory, ct);
        await WriteAuthorisationAsync(package, batch, ct);

        await commit.AdvanceAsync(package, Stage, BuildStage.Recount, _ =>
        {
            batch.Enter();
            return Task.CompletedTask;
        }, ct);
        batch.Keep();
    }

    private async Task<WrittenRecords> WriteMessagesAsync(PackageInWork package, PartBatch batch, CancellationToken ct)
    {
        var total = await totals.RecordsAsync(package, ct);
        var byLine = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var fingerprint = new RecordFingerprint();
        // One pass over the segments fills both files.
        await batch.WriteAsync(MessagesJson, json => batch.WriteAsync(MessagesCsv, async csv =>
        {
            var lines = new ArrayBufferWriter<byte>(FlushBytes * 2);
            var rows = new ArrayBufferWriter<byte>(FlushBytes * 2);
            MessageCsv.WriteHeader(rows);
            await foreach (var (record, line) in segments.ReadLinesAsync(package, ct))
            {
                lines.Write(line.Span);
                lines.Write("\n"u8);
                MessageCsv.Write(rows, record);
                byLine[record.AuthorisationLine] = byLine.GetValueOrDefault(record.AuthorisationLine) + 1;
                fingerprint.Add(record.MessageId);
                if (lines.WrittenCount >= FlushBytes) await FlushAsync(lines, json, ct);
                if (rows.WrittenCount >= FlushBytes) await FlushAsync(rows, csv, ct);
                package.Lease.Report(Stage, fingerprint.Count, total);
            }
            await FlushAsync(lines, json, ct);
            await FlushAsync(rows, csv, ct);
        }, ct), ct);
        return new WrittenRecords(byLine.ToImmutableSortedDictionary(StringComparer.Ordinal), fingerprint.ToString(), 0);
    }

    /// <summary>The exact signed bytes, the signature and the public key: <c>openssl dgst -sha256 -verify</c> needs nothing else.</summary>
    private async Task WriteAuthorisationAsync(PackageInWork package, PartBatch batch, CancellationToken ct)
    {
        var signed = package.Scope.Signed;
        await batch.WriteAsync(Authorisation, signed.Statement.ToArray(), ct);
        await batch.WriteAsync(AuthorisationSignature, signed.Signature.ToArray(), ct);
        await batch.WriteAsync(AuthorisationKey, Encoding.ASCII.GetBytes(signer.PublicKeyPem + "\n"), ct);
    }

    private static ReadOnlyMemory<byte> Csv<T>(Action<IBufferWriter<byte>> header, ImmutableArray<T> items, Action<IBufferWriter<byte>, T> write)
    {
        var output = new ArrayBufferWriter<byte>();
        header(output);
        foreach (var item in items) write(output, item);
        return output.WrittenMemory;
    }

    private static async Task FlushAsync(ArrayBufferWriter<byte> buffer, Stream output, CancellationToken ct)
    {
        await output.WriteAsync(buffer.WrittenMemory, ct);
        buffer.ResetWrittenCount();
    }
}
