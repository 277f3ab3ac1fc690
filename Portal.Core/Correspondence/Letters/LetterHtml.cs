using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Portal.Core.Correspondence.Letters;

/// <summary>Writes blocks as HTML: a fixed set of elements without attributes other than <c>dir</c>, every text encoded.</summary>
public static class LetterHtml
{
    // Names in every script stay legible in the source; markup characters are encoded all the same.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(ImmutableArray<LetterBlock> blocks)
    {
        var html = new StringBuilder();
        foreach (var block in blocks)
            Write(html, block);
        return html.ToString();
    }

    private static void Write(StringBuilder html, LetterBlock block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                html.Append(heading.Level == 1 ? "<h1>" : "<h2>").Append(Encode(heading.Text)).Append(heading.Level == 1 ? "</h1>\n" : "</h2>\n");
                break;
            case ParagraphBlock paragraph:
                html.Append("<p>").Append(Encode(paragraph.Text)).Append("</p>\n");
                break;
            case QuoteBlock quote:
                // The words are another person's and may be in any script: their direction is their own.
                html.Append("<blockquote><p dir=\"auto\">").Append(Encode(quote.Text)).Append("</p></blockquote>\n");
                break;
            case ListBlock list:
                html.Append("<ul>\n").AppendJoin("", list.Items.Select(i => $"<li>{Encode(i)}</li>\n")).Append("</ul>\n");
                break;
            case RowsBlock rows:
                html.Append("<dl>\n").AppendJoin("", rows.Rows.Select(r => $"<dt>{Encode(r.Key)}</dt>\n<dd dir=\"auto\">{Encode(r.Value)}</dd>\n")).Append("</dl>\n");
                break;
            default:
                throw new ArgumentException($"{block.GetType().Name} has no HTML form.", nameof(block));
        }
    }

    private static string Encode(string text) => string.Join("<br>", text.Split('\n').Select(Encoder.Encode));
}
