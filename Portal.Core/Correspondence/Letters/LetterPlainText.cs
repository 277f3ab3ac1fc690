using System.Collections.Immutable;
using System.Text;

namespace Portal.Core.Correspondence.Letters;

/// <summary>Writes blocks as plain text with <c>\n</c> line ends: for mail and for the record.</summary>
public static class LetterPlainText
{
    public static string Write(ImmutableArray<LetterBlock> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(Write(block)).Append('\n');
        }

        return text.ToString();
    }

    private static string Write(LetterBlock block) => block switch
    {
        HeadingBlock { Level: 1 } heading => $"{heading.Text}\n{new string('=', Math.Min(heading.Text.Length, 72))}",
        HeadingBlock heading => $"{heading.Text}\n{new string('-', Math.Min(heading.Text.Length, 72))}",
        ParagraphBlock paragraph => paragraph.Text,
        QuoteBlock quote => string.Join('\n', quote.Text.Split('\n').Select(line => $"    {line}")),
        ListBlock list => string.Join('\n', list.Items.Select(item => $"* {Indent(item)}")),
        RowsBlock rows => string.Join('\n', rows.Rows.Select(row => $"{row.Key}: {Indent(row.Value)}")),
        _ => throw new ArgumentException($"{block.GetType().Name} has no plain form.", nameof(block)),
    };

    private static string Indent(string text) => text.Replace("\n", "\n  ", StringComparison.Ordinal);
}
