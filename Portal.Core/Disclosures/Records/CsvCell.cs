using System.Buffers;
using System.Text;

namespace Portal.Core.Disclosures.Records;

/// <summary>
/// A text as a cell of RFC 4180, which no spreadsheet runs as a formula. Every cell is quoted, quotes doubled.
/// </summary>
/// <remarks>
/// <para>
/// A formula can begin where a cell begins, and, in a program that was told another separator than the comma or reads line by
/// line, behind a semicolon, a bar, a tab or a line break inside the cell. At each of those places, where the first character that is
/// neither white space nor invisible nor a quotation mark is <c>= + - @</c>, one of their full-width or small forms (<c>＝ ＋ － ＠ ﹦ ﹢ ﹣ ﹫</c>) or the
/// minus sign U+2212, an apostrophe is put in front. A cell that begins with a tab or a line break gets one too: some programs
/// strip those first.
/// </para>
/// <para>
/// Where a run of apostrophes already stands before such a character, one more is put in front, so that the change can be undone.
/// Control characters that CSV cannot carry are shown by their pictures (U+2400 and on), and a surrogate without a partner as U+FFFD:
/// <c>messages.jsonl</c> keeps the exact text.
/// </para>
/// </remarks>
internal static class CsvCell
{
    private static readonly SearchValues<char> NeedsWork = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20', '\ufe66', '\ufe62', '\ufe63', '\ufe6b', '\u2212', '\u007f']);

    private static readonly SearchValues<char> Triggers = SearchValues.Create("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212");

    /// <summary>Writes the cell, quoted. Null and empty are both an empty cell.</summary>
    public static void Write(IBufferWriter<byte> output, string? text)
    {
        output.Write("\""u8);
        if (!string.IsNullOrEmpty(text))
            Encoding.UTF8.GetBytes(text.AsSpan().ContainsAny(NeedsWork) ? Of(text).Replace("\"", "\"\"", StringComparison.Ordinal) : text, output);
        output.Write("\""u8);
    }

    /// <summary>The cell's text once a CSV reader has taken the quotes off.</summary>
    public static string Of(string text)
    {
        var cell = new StringBuilder(text.Length + 4);
        var couldBegin = true;
        for (var i = 0; i < text.Length; i++)
        {
            if (couldBegin && BeginsFormula(text.AsSpan(i), atStart: i == 0)) cell.Append('\'');
            var c = text[i];
            couldBegin = c is ';' or '|' or '\t' or '\n' or '\r';
            cell.Append(Visible(c));
        }
        return cell.ToString();
    }

    private static bool BeginsFormula(ReadOnlySpan<char> text, bool atStart)
    {
        if (atStart && text.TrimStart('\'') is [ '\t' or '\r' or '\n', ..]) return true;
        foreach (var c in text)
        {
            // At a further tab or line break, that place is judged by itself.
            if (c is '\t' or '\n' or '\r') return false;
            if (Triggers.Contains(c)) return true;
            if (!IsPassedOver(c)) return false;
        }
        return false;
    }

    private static bool IsPassedOver(char c) =>
        c is '\'' or '"' or '\u201c' or '\u201d' or '\u2018' or '\u2019' or '\0'
        || char.IsWhiteSpace(c)
        || char.IsControl(c)
        || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;

    private static char Visible(char c) => c switch
    {
        '\t' or '\n' or '\r' => c,
        < ' ' => (char)(0x2400 + c),
        '\u007f' => '\u2421',
        _ => c,
    };
}
