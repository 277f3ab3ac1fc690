using System.Globalization;
using Portal.Core.Archive.Embedded;

namespace Portal.Jobs.Commands;

/// <summary>
/// <c>archive import FILE…</c>: imports the files one after the other, says how it goes, and ends with what came of it.
/// </summary>
/// <remarks>
/// Exit code 0 where every file was read to its end, also where lines were set aside: they are kept, named and counted, and a second
/// run would not mend them. 2 where no file was named or one could not be read to its end; what came before it is imported.
/// </remarks>
internal sealed class ArchiveImportCommand(ArchiveImport import, TextWriter output, TextWriter errors)
{
    /// <summary>More than these are summed up: a broken export can have as many problems as lines.</summary>
    private const int ProblemsShown = 50;

    public async Task<int> ExecuteAsync(IReadOnlyList<string> files, CancellationToken ct)
    {
        if (files.Count == 0)
        {
            await errors.WriteLineAsync("Name at least one file: archive import FILE…");
            return 2;
        }
        foreach (var file in files)
        {
            var problems = new Problems(output);
            try
            {
                var result = await import.FromFileAsync(file, new Progress(output), problems, ct);
                problems.SumUp();
                await WriteAsync(result);
            }
            catch (ArchiveImportException cause)
            {
                problems.SumUp();
                if (cause.SoFar is { } soFar) await WriteAsync(soFar);
                await errors.WriteLineAsync(cause.Message);
                return 2;
            }
        }
        return 0;
    }

    private async Task WriteAsync(ArchiveImportResult result)
    {
        await output.WriteLineAsync(Text($"{result.File}: {result.Messages:N0} messages imported, {result.AlreadyPresent:N0} lines already present, {result.QuarantinedTotal:N0} set aside; {result.Lines:N0} lines in {result.Elapsed.TotalSeconds:N1} s, {result.LinesPerSecond:N0} lines/s"));
        await output.WriteLineAsync(Text($"  new: {result.Accounts:N0} accounts, {result.Conversations:N0} conversations, {result.Memberships:N0} memberships, {result.Declarations:N0} declarations"));
        foreach (var (reason, count) in result.Quarantined) await output.WriteLineAsync(Text($"  set aside, {InWords(reason)}: {count:N0}"));
        if (result.QuarantinedTotal > 0) await output.WriteLineAsync("  Lines set aside are kept in the archive, sealed, and listed with file and line number; none is lost.");
    }

    private static string InWords(QuarantineReason reason) => reason switch
    {
        QuarantineReason.Malformed => "not readable",
        QuarantineReason.MissingField => "a field is missing",
        QuarantineReason.UnusableValue => "a value cannot be",
        QuarantineReason.UnusableTime => "no usable time",
        QuarantineReason.RepeatedIdSameContent => "repeated id, same content",
        _ => "repeated id, other content",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Progress(TextWriter output) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            var share = value.BytesTotal is > 0 and var total ? Text($", {100.0 * value.BytesRead / total:N0}% of the file") : "";
            output.WriteLine(Text($"{value.File}: {value.Rows:N0} lines, {value.RowsPerSecond:N0} lines/s{share}"));
        }
    }

    private sealed class Problems(TextWriter output) : IProgress<QuarantinedLine>
    {
        private long seen;

        public void Report(QuarantinedLine value)
        {
            if (++seen <= ProblemsShown) output.WriteLine(Text($"{value.File} line {value.Line}: set aside, {value.Detail}"));
        }

        public void SumUp()
        {
            if (seen > ProblemsShown) output.WriteLine(Text($"… and {seen - ProblemsShown:N0} more lines set aside"));
        }
    }
}
