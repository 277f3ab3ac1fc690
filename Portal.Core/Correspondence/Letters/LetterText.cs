using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Portal.Core.Correspondence.Letters;

/// <summary>
/// The line format of letters and certificates. A line that begins with <c># </c> or <c>## </c> is a heading, <c>- key: value</c> a
/// row, <c>* </c> a point of a list, <c>&gt; </c> a quotation; other lines run on as a paragraph until an empty line.
/// A backslash takes the meaning from the character after it; <c>\n</c> is a line break.
/// </summary>
public static class LetterText
{
    private const string Marks = "\\#*->:";

    /// <summary>
    /// Writes a value so that it stays one line and starts nothing: marks are escaped, line ends become <c>\n</c>, and characters
    /// that cannot be seen but change what is (controls, bidirectional overrides) become a visible <c>[U+202E]</c>.
    /// </summary>
    public static string Escape(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var escaped = new StringBuilder(value.Length + 8);
        foreach (var c in value.ReplaceLineEndings("\n"))
        {
            if (c == '\n')
                escaped.Append("\\n");
            else if (c == '\t')
                escaped.Append(' ');
            else if (char.IsControl(c) || IsBidiControl(c))
                escaped.Append(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]");
            else if (Marks.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\').Append(c);
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Reads the line format. Never fails: a line of no other kind is a paragraph.</summary>
    public static ImmutableArray<LetterBlock> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var blocks = ImmutableArray.CreateBuilder<LetterBlock>();
        var paragraph = new List<string>();
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = raw.Trim();
            var block = Read(line);
            if (line.Length > 0 && block is null)
            {
                paragraph.Add(Unescape(line));
                continue;
            }

            EndParagraph(paragraph, blocks);
            if (block is not null)
                Append(block, blocks);
        }

        EndParagraph(paragraph, blocks);
        return blocks.ToImmutable();
    }

    /// <summary>Takes the escapes away again: the inverse of <see cref="Escape"/>, save for what that made visible.</summary>
    public static string Unescape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else
                plain.Append(text[++i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }

    private static LetterBlock? Read(string line) => line switch
    {
        _ when line.StartsWith("## ", StringComparison.Ordinal) => new HeadingBlock(2, Unescape(line[3..].Trim())),
        _ when line.StartsWith("# ", StringComparison.Ordinal) => new HeadingBlock(1, Unescape(line[2..].Trim())),
        _ when line.StartsWith("* ", StringComparison.Ordinal) => new ListBlock([Unescape(line[2..].Trim())]),
        _ when line.StartsWith("> ", StringComparison.Ordinal) => new QuoteBlock(Unescape(line[2..].Trim())),
        _ when line.StartsWith("- ", StringComparison.Ordinal) && Colon(line) is var colon and > 0 =>
            new RowsBlock([new LetterRow(Unescape(line[2..colon].Trim()), Unescape(line[(colon + 1)..].Trim()))]),
        _ => null,
    };

    /// <summary>The first colon that is not escaped and ends a key, or -1.</summary>
    private static int Colon(string line)
    {
        for (var i = 2; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] == ':')
                return i;
        }

        return -1;
    }

    private static void EndParagraph(List<string> paragraph, ImmutableArray<LetterBlock>.Builder blocks)
    {
        if (paragraph.Count > 0)
            blocks.Add(new ParagraphBlock(string.Join(' ', paragraph)));
        paragraph.Clear();
    }

    /// <summary>Rows, points and quotations that follow one another belong together.</summary>
    private static void Append(LetterBlock block, ImmutableArray<LetterBlock>.Builder blocks)
    {
        var last = blocks.Count > 0 ? blocks[^1] : null;
        switch (last, block)
        {
            case (RowsBlock before, RowsBlock rows):
                blocks[^1] = new RowsBlock([.. before.Rows, .. rows.Rows]);
                break;
            case (ListBlock before, ListBlock list):
                blocks[^1] = new ListBlock([.. before.Items, .. list.Items]);
                break;
            default:
                blocks.Add(block);
                break;
        }
    }

    private static bool IsBidiControl(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
