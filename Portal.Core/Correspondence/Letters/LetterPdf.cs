using Portal.Core.Pdf;

namespace Portal.Core.Correspondence.Letters;

/// <summary>Sets blocks in a PDF: the only place that says what each kind looks like on paper.</summary>
internal static class LetterPdf
{
    private const int Sha256Digits = 64;

    /// <param name="asLetter">With larger text and quieter headings than a certificate has.</param>
    public static void Write(PdfDocument document, IEnumerable<LetterBlock> blocks, bool asLetter = false)
    {
        foreach (var block in blocks) Write(document, block, asLetter);
    }

    /// <param name="asLetter">With larger text and quieter headings than a certificate has.</param>
    public static void Write(PdfDocument document, LetterBlock block, bool asLetter = false)
    {
        var text = asLetter ? ParagraphStyle.Letter : ParagraphStyle.Body;
        switch (block)
        {
            case HeadingBlock heading:
                document.Heading(heading.Level, heading.Text, quiet: asLetter);
                break;
            case ParagraphBlock paragraph:
                document.Paragraph(paragraph.Text, text);
                break;
            case QuoteBlock quote:
                document.Callout("", quote.Text);
                break;
            case ListBlock list:
                document.List(list.Items, text);
                break;
            case RowsBlock rows:
                document.KeyValues(rows.Rows.Select(r => new KeyValue(r.Key, r.Value, Fixed: IsDigest(r.Value))));
                break;
            default:
                throw new ArgumentException($"{block.GetType().Name} has no form on paper.", nameof(block));
        }
    }

    private static bool IsDigest(string value) => value.Length == Sha256Digits && value.All(char.IsAsciiHexDigitLower);
}
