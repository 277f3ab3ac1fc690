using System.Collections.Frozen;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Extraction;
using Portal.Core.Disclosures.Records;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Core.Disclosures.Verification;

/// <summary>What the records of a package are, as counted from the files themselves.</summary>
internal sealed class RecordsFound
{
    public SortedDictionary<string, long> ByLine { get; } = new(StringComparer.Ordinal);

    public RecordFingerprint Fingerprint { get; } = new();

    public long Accounts { get; set; }

    public long Withheld { get; set; }
}

/// <summary>Holds every record against the signed scope, and the files against each other.</summary>
internal sealed class RecordsCheck(BagSource bag, AuthorizedScope scope, Findings findings)
{
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly FrozenDictionary<string, RecordSelector> selectors = scope.Lines.ToFrozenDictionary(line => line.LineId, line => line.Selector, StringComparer.Ordinal);

    /// <returns>Null where the records could not be read to their end.</returns>
    public async Task<RecordsFound?> RunAsync(CancellationToken ct)
    {
        var found = new RecordsFound();
        var whole = false;
        await findings.GuardAsync(WriteRecordFiles.MessagesJson, async () =>
        {
            await CheckMessagesAsync(found, ct);
            whole = true;
        });
        await findings.GuardAsync(ExtractRecords.AccountsPath, () => CheckAccountsAsync(found, ct));
        await findings.GuardAsync(WithheldRows.Path, () => CheckWithheldAsync(found, ct));
        return whole ? found : null;
    }

    private async Task CheckMessagesAsync(RecordsFound found, CancellationToken ct)
    {
        Demand(WriteRecordFiles.MessagesJson);
        Demand(WriteRecordFiles.MessagesCsv);
        var outside = new Findings.Problems();
        var unequal = new Findings.Problems();
        var unordered = new Findings.Problems();
        await using var json = await bag.OpenFileAsync(WriteRecordFiles.MessagesJson, ct);
        await using var csv = await bag.OpenFileAsync(WriteRecordFiles.MessagesCsv, ct);
        await using var rows = CsvReader.ReadAsync(csv, ct).GetAsyncEnumerator(ct);
        var rowsReadable = await NextRowAsync(rows, unequal);
        if (rowsReadable && !rows.Current.SequenceEqual(MessageCsv.Columns)) unequal.Add($"{WriteRecordFiles.MessagesCsv} does not have the columns it should.");

        long number = 0;
        ReadPosition? last = null;
        await foreach (var line in TextLines.ReadAsync(json, LongestLine, ct))
        {
            number++;
            MessageRecord record;
            try
            {
                record = MessageJson.Parse(line.Span);
            }
            catch (FormatException problem)
            {
                throw new FormatException($"line {number}: {problem.Message}");
            }
            if (!selectors.TryGetValue(record.AuthorisationLine, out var selector)) outside.Add($"Record {number} names a line that the authorisation does not have.");
            else if (LineRule.Breach(selector, record) is { } breach) outside.Add($"Record {number} is not let out by line {record.AuthorisationLine}: {breach}.");
            if (last is { } before && record.Position <= before) unordered.Add($"Record {number} stands out of order, or is there twice.");
            last = record.Position;
            found.ByLine[record.AuthorisationLine] = found.ByLine.GetValueOrDefault(record.AuthorisationLine) + 1;
            found.Fingerprint.Add(record.MessageId);
            if (!rowsReadable) continue;
            rowsReadable = await NextRowAsync(rows, unequal);
            if (!rowsReadable) unequal.Add($"{WriteRecordFiles.MessagesCsv} ends before record {number}.");
            else if (!Agrees(rows.Current, record)) unequal.Add($"Row {number} of {WriteRecordFiles.MessagesCsv} is not record {number} of {WriteRecordFiles.MessagesJson}.");
        }
        if (rowsReadable && await NextRowAsync(rows, unequal)) unequal.Add($"{WriteRecordFiles.MessagesCsv} has more rows than there are records.");

        findings.Add($"All {number} records lie inside the authorisation lines they name.", outside);
        findings.Add("The records are in order of time, each once.", unordered);
        findings.Add($"{WriteRecordFiles.MessagesCsv} has the same {number} records in the same order.", unequal);
    }

    private static async Task<bool> NextRowAsync(IAsyncEnumerator<List<string>> rows, Findings.Problems problems)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (FormatException problem)
        {
            problems.Add($"{WriteRecordFiles.MessagesCsv}: {problem.Message}");
            return false;
        }
    }

    private static bool Agrees(List<string> row, MessageRecord record) =>
        row.Count == MessageCsv.Columns.Length
        && row[0] == CsvCell.Of(record.MessageId)
        && row[5] == UtcText.Of(record.SentUtc)
        && row[^1] == CsvCell.Of(record.AuthorisationLine);

    private async Task CheckAccountsAsync(RecordsFound found, CancellationToken ct)
    {
        var named = scope.Lines.Any(line => line.Selector.Category == DataCategory.Subscriber);
        if (!bag.Files.ContainsKey(ExtractRecords.AccountsPath))
        {
            if (named) findings.Fail($"{ExtractRecords.AccountsPath} is missing, and the authorisation has lines for it.");
            return;
        }
        var problems = new Findings.Problems();
        await using var stream = await bag.OpenFileAsync(ExtractRecords.AccountsPath, ct);
        await foreach (var line in TextLines.ReadAsync(stream, LongestLine, ct))
        {
            found.Accounts++;
            var account = AccountJson.Parse(line.Span);
            if (!selectors.TryGetValue(account.AuthorisationLine, out var selector) || selector.Category != DataCategory.Subscriber || selector.AccountId != account.AccountId)
                problems.Add($"Account {found.Accounts} is not let out by the line it names.");
        }
        findings.Add($"All {found.Accounts} accounts are let out by the lines they name.", problems);
    }

    private async Task CheckWithheldAsync(RecordsFound found, CancellationToken ct)
    {
        Demand(WithheldRows.Path);
        var problems = new Findings.Problems();
        var cuts = scope.Statement.Lines.ToDictionary(line => line.LineId, line => new Queue<string>(line.Cuts.Select(cut => cut.ReasonCode)), StringComparer.Ordinal);
        foreach (var line in scope.Statement.Unresolved) cuts.TryAdd(line.LineId, new Queue<string>([line.ReasonCode]));
        long number = 0;
        await using var stream = await bag.OpenFileAsync(WithheldRows.Path, ct);
        await foreach (var row in CsvReader.ReadAsync(stream, ct))
        {
            if (number++ == 0)
            {
                if (!row.SequenceEqual(WithheldRows.Columns)) problems.Add($"{WithheldRows.Path} does not have the columns it should.");
                continue;
            }
            if (row.Count != WithheldRows.Columns.Length
                || !long.TryParse(row[5], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count)
                || !cuts.TryGetValue(row[0], out var reasons))
            {
                problems.Add($"Row {number} of {WithheldRows.Path} cannot be read, or names a line that the authorisation does not have.");
                continue;
            }
            found.Withheld += count;
            var isNote = row[3] is WithheldRow.NotHeld or WithheldRow.NothingFound && count == 0;
            if (!isNote && !(reasons.TryDequeue(out var reason) && reason == row[3])) problems.Add($"Row {number} of {WithheldRows.Path} is no cut of line {row[0]}.");
        }
        foreach (var (line, left) in cuts.Where(line => line.Value.Count > 0)) problems.Add($"{WithheldRows.Path} leaves out {left.Count} cut(s) of line {line}.");
        findings.Add($"{WithheldRows.Path} accounts for every cut of the authorisation: {found.Withheld} record(s) withheld.", problems);
    }

    private void Demand(string path)
    {
        if (!bag.Files.ContainsKey(path)) throw new FormatException($"{path} is missing.");
    }
}
