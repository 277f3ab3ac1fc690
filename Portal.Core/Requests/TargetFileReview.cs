using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Portal.Core.Disclosures.Records;

namespace Portal.Core.Requests;

/// <summary>A line of the file that can be applied.</summary>
/// <param name="Line">As an editor counts, from 1.</param>
/// <param name="Records">What is asked for, in words; empty where only the account is named.</param>
/// <param name="Note">That the account is named already, and what else was decided without asking; null where nothing was.</param>
public sealed record TargetFileGood(int Line, string Target, string Records, string? Note);

/// <summary>One thing that is wrong with a line, and the mend.</summary>
/// <param name="Column">The heading, or null where the line as a whole is wrong.</param>
/// <param name="Value">What stands there.</param>
public sealed record TargetFileFault(int Line, string? Column, string Value, string Message);

/// <summary>What a file would do to the draft, line by line: each line is good or has at least one fault, never both and never neither.</summary>
/// <param name="Targets">Accounts that it adds.</param>
/// <param name="Lines">Lines of records that it adds.</param>
public sealed record TargetFileReview(ImmutableArray<TargetFileGood> Good, ImmutableArray<TargetFileFault> Faults, int Targets, int Lines)
{
    /// <summary>Lines of the file with a fault.</summary>
    public int Bad => Faults.Select(f => f.Line).Distinct().Count();

    /// <summary>The faults as CSV for a spreadsheet: UTF-8 with a byte order mark, every cell safe to open.</summary>
    public byte[] FaultsAsCsv()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write(Encoding.UTF8.Preamble);
        CsvRow.Write(output, ["line", "column", "value", "what is wrong"]);
        foreach (var fault in Faults)
            CsvRow.Write(output, [fault.Line.ToString(CultureInfo.InvariantCulture), fault.Column, fault.Value, fault.Message]);
        return output.WrittenSpan.ToArray();
    }
}

/// <summary>A file to fill in: the headings, and one line that shows how.</summary>
public static class TargetFileTemplate
{
    public static byte[] Csv()
    {
        var example = new[] { "handle", "harbor_lights", "", "", "suspect", "CONTENT_DM;SUBSCRIBER", "2026-03-01T00:00", "2026-04-01T00:00", "America/Los_Angeles", "", "" };
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{string.Join(',', TargetFileColumns.All.Select(TargetFileColumns.Heading))}\r\n{string.Join(',', example)}\r\n")];
    }
}
