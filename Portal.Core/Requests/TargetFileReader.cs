using System.Collections.Frozen;
using System.Text;
using Portal.Core.Access;

namespace Portal.Core.Requests;

/// <summary>A line of the file: its cells by column, or what is wrong with it as a line.</summary>
/// <param name="Number">As an editor counts, from 1, the headings included.</param>
/// <param name="Fault">Null where the cells could be read.</param>
internal sealed record TargetFileLine(int Number, FrozenDictionary<TargetFileColumn, string> Cells, string? Fault)
{
    public string this[TargetFileColumn column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>
/// Reads a file of targets line by line: RFC 4180 with commas, semicolons or tabs, LF, CRLF or CR, with a byte order mark or
/// without. No cell may hold a line break, so that what is wrong with one line can never swallow the next.
/// </summary>
internal static class TargetFileReader
{
    public const int MostRows = 1000;

    /// <summary>Bytes: 512 KiB.</summary>
    public const int LongestFile = 512 * 1024;

    private const string Field = "File";

    private static readonly char[] Delimiters = [',', ';', '\t'];

    private static readonly TargetFileColumn[] Needed = [TargetFileColumn.TargetKind, TargetFileColumn.Value, TargetFileColumn.Role];

    /// <exception cref="RuleViolation">The file as a whole cannot be used: too long, no text, or without the headings.</exception>
    public static IEnumerable<TargetFileLine> Read(ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty) throw new RuleViolation("target-file.empty", "The file is empty. Fill in the template, one account a line.", Field);
        if (file.Length > LongestFile) throw new RuleViolation("target-file.long", $"The file is larger than {LongestFile / 1024} KB. Split it, or enter further accounts in a second file.", Field);
        return Lines(new StringReader(Decode(file.Span)));
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new RuleViolation("target-file.encoding", "The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again.", Field);
        }
    }

    private static IEnumerable<TargetFileLine> Lines(StringReader reader)
    {
        var number = 0;
        var rows = 0;
        (char Delimiter, TargetFileColumn[] Columns)? shape = null;
        while (reader.ReadLine() is { } text)
        {
            number++;
            if (shape is not { } known)
            {
                if (!string.IsNullOrWhiteSpace(text)) shape = Headings(text);
                continue;
            }
            if (IsBlank(text, known.Delimiter)) continue;
            if (++rows > MostRows) throw new RuleViolation("target-file.rows", $"The file has more than {MostRows:N0} lines with accounts. Split it, and file a second request for the rest.", Field);
            yield return Line(number, text, known.Delimiter, known.Columns);
        }
        if (rows == 0) throw new RuleViolation("target-file.no-rows", "The file has no line with an account below its headings.", Field);
    }

    private static TargetFileLine Line(int number, string text, char delimiter, TargetFileColumn[] columns)
    {
        var (cells, fault) = Split(text, delimiter);
        // Only empty cells may stand beyond the last column: spreadsheets leave them there.
        if (fault is null && cells.Skip(columns.Length).Any(c => !string.IsNullOrWhiteSpace(c)))
            fault = $"It has {cells.Count} cells, and there are {columns.Length} columns. Put a cell that holds the separator into quotation marks.";
        if (fault is null && cells.Any(c => c.Any(char.IsControl)))
            fault = "A cell holds characters that cannot be printed. Type the line anew.";
        return fault is not null
            ? new TargetFileLine(number, FrozenDictionary<TargetFileColumn, string>.Empty, fault)
            : new TargetFileLine(number, cells.Take(columns.Length).Select((cell, i) => KeyValuePair.Create(columns[i], cell.Trim())).ToFrozenDictionary(), null);
    }

    private static (char Delimiter, TargetFileColumn[] Columns) Headings(string text)
    {
        var best = Delimiters
            .Select(delimiter => (delimiter, headings: Split(text, delimiter).Cells.ConvertAll(c => c.Trim())))
            .MaxBy(x => x.headings.Count(h => TargetFileColumns.Find(h) is not null));
        var headings = best.headings;
        while (headings.Count > 0 && headings[^1].Length == 0) headings.RemoveAt(headings.Count - 1);
        var problems = new List<RuleViolation>();
        foreach (var unknown in headings.Where(h => TargetFileColumns.Find(h) is null))
            problems.Add(new RuleViolation("target-file.heading", $"We do not know the column “{unknown}”. The columns are {AllHeadings()}.", Field));
        var columns = headings.Select(TargetFileColumns.Find).OfType<TargetFileColumn>().ToArray();
        foreach (var twice in columns.GroupBy(c => c).Where(g => g.Count() > 1))
            problems.Add(new RuleViolation("target-file.heading-twice", $"The column “{TargetFileColumns.Heading(twice.Key)}” stands there twice. Remove one.", Field));
        foreach (var missing in Needed.Except(columns))
            problems.Add(new RuleViolation("target-file.heading-missing", $"The column “{TargetFileColumns.Heading(missing)}” is missing. The first line has to name the columns, as the template does.", Field));
        return problems.Count > 0 ? throw RuleViolation.Of(problems) : (best.delimiter, columns);
    }

    /// <summary>One line's cells, or why it has none: a quotation mark that is left open, or that stands where none may.</summary>
    private static (List<string> Cells, string? Fault) Split(string text, char delimiter)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var at = 0;
        while (true)
        {
            cell.Clear();
            if (at < text.Length && text[at] == '"')
            {
                at++;
                while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
                {
                    cell.Append(text[at]);
                    at += text[at] == '"' ? 2 : 1;
                }
                if (at == text.Length) return (cells, "A quotation mark is opened and not closed on this line. Close it; no cell may hold a line break.");
                at++;
                if (at < text.Length && text[at] != delimiter) return (cells, "Text stands behind a closing quotation mark. Put the whole cell into quotation marks, and double those inside it.");
            }
            else
            {
                while (at < text.Length && text[at] != delimiter)
                {
                    if (text[at] == '"') return (cells, "A quotation mark stands inside a cell that does not begin with one. Put the whole cell into quotation marks, and double those inside it.");
                    cell.Append(text[at++]);
                }
            }
            cells.Add(cell.ToString());
            if (at >= text.Length) return (cells, null);
            at++;
        }
    }

    private static bool IsBlank(string text, char delimiter) => text.All(c => c == delimiter || char.IsWhiteSpace(c));

    private static string AllHeadings() => string.Join(", ", TargetFileColumns.All.Select(TargetFileColumns.Heading));
}
