using System.Collections.Immutable;
using System.Net;

namespace Portal.Core.Correspondence.Letters;

/// <summary>
/// Reads back what <see cref="LetterHtml"/> wrote: a letter is kept as its HTML, and its blocks are what else can be made of it. Reads that one form
/// and nothing else, so whatever was changed in the store is found, not guessed at.
/// </summary>
internal static class LetterHtmlReader
{
    /// <exception cref="FormatException">It is not as <see cref="LetterHtml"/> writes.</exception>
    public static ImmutableArray<LetterBlock> Read(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        var blocks = ImmutableArray.CreateBuilder<LetterBlock>();
        var cursor = new Cursor(html);
        while (!cursor.AtEnd) blocks.Add(ReadBlock(cursor));
        return blocks.ToImmutable();
    }

    private static LetterBlock ReadBlock(Cursor cursor)
    {
        if (cursor.Takes("<h1>")) return new HeadingBlock(1, cursor.TextUntil("</h1>\n"));
        if (cursor.Takes("<h2>")) return new HeadingBlock(2, cursor.TextUntil("</h2>\n"));
        if (cursor.Takes("<p>")) return new ParagraphBlock(cursor.TextUntil("</p>\n"));
        if (cursor.Takes("<blockquote><p dir=\"auto\">")) return new QuoteBlock(cursor.TextUntil("</p></blockquote>\n"));
        if (cursor.Takes("<ul>\n"))
        {
            var items = ImmutableArray.CreateBuilder<string>();
            while (cursor.Takes("<li>")) items.Add(cursor.TextUntil("</li>\n"));
            cursor.Demand("</ul>\n");
            return new ListBlock(items.ToImmutable());
        }
        cursor.Demand("<dl>\n");
        var rows = ImmutableArray.CreateBuilder<LetterRow>();
        while (cursor.Takes("<dt>"))
        {
            var key = cursor.TextUntil("</dt>\n");
            cursor.Demand("<dd dir=\"auto\">");
            rows.Add(new LetterRow(key, cursor.TextUntil("</dd>\n")));
        }
        cursor.Demand("</dl>\n");
        return new RowsBlock(rows.ToImmutable());
    }

    private sealed class Cursor(string html)
    {
        private int at;

        public bool AtEnd => at == html.Length;

        public bool Takes(string mark)
        {
            if (!html.AsSpan(at).StartsWith(mark, StringComparison.Ordinal)) return false;
            at += mark.Length;
            return true;
        }

        public void Demand(string mark)
        {
            if (!Takes(mark)) throw Unknown();
        }

        /// <summary>A text up to the mark that ends it, with its line breaks, and moves behind the mark.</summary>
        public string TextUntil(string mark)
        {
            var end = html.IndexOf(mark, at, StringComparison.Ordinal);
            if (end < 0) throw Unknown();
            var lines = html[at..end].Split("<br>");
            // In a text each mark-up character is encoded: one that is not begins an element of somebody else's.
            if (lines.Any(line => line.AsSpan().ContainsAny('<', '>'))) throw Unknown();
            at = end + mark.Length;
            return string.Join('\n', lines.Select(WebUtility.HtmlDecode));
        }

        private FormatException Unknown() => new($"The letter's HTML is not as letters are written, from character {at} on.");
    }
}
