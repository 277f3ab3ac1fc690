using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// Where an open text object stands: position, font and size. Positions are kept in hundredths of a point, as they are written, so that
/// rounding never adds up.
/// </summary>
internal sealed class TextCursor
{
    private readonly List<FontSlot> fonts = [];
    private long x;
    private long y;
    private FontSlot? font;
    private double fontSize;

    public void Clear()
    {
        fonts.Clear();
        (x, y, font) = (0, 0, null);
    }

    /// <summary>The fonts shown, in the order of their numbers.</summary>
    public IEnumerable<FontSlot> Fonts() => fonts.OrderBy(slot => slot.Index);

    public void MoveTo(PdfBuffer target, double toX, double toY)
    {
        var (nextX, nextY) = ((long)Math.Round(toX * 100), (long)Math.Round(toY * 100));
        target.AppendHundredths(nextX - x).Append((byte)' ').AppendHundredths(nextY - y).Append(" Td"u8);
        (x, y) = (nextX, nextY);
    }

    public void Show(PdfBuffer target, TextLine line)
    {
        var open = false;
        foreach (var word in line.Words)
        {
            if (!ReferenceEquals(word.Font, font) || line.Style.Size != fontSize)
            {
                if (open) target.Append("]TJ"u8);
                open = false;
                Use(target, word.Font, line.Style.Size);
            }
            if (word.ReplacementText is { } replacement)
            {
                if (open) target.Append("]TJ"u8);
                open = false;
                target.Append("/Span<</ActualText"u8).AppendUtf16(replacement).Append(">>BDC["u8);
                AppendGlyphs(target, word);
                target.Append("]TJ EMC"u8);
                continue;
            }
            if (!open) target.Append((byte)'[');
            AppendGlyphs(target, word);
            open = true;
        }
        if (open) target.Append("]TJ"u8);
    }

    private void Use(PdfBuffer target, FontSlot slot, double size)
    {
        (font, fontSize) = (slot, size);
        if (!fonts.Contains(slot)) fonts.Add(slot);
        target.Append((byte)'/').Append(slot.Resource).Append((byte)' ').AppendNumber(size).Append(" Tf"u8);
    }

    /// <summary>A word's bytes serve every size; only how far a mark is raised is in points, and is put in here.</summary>
    private void AppendGlyphs(PdfBuffer target, ShapedWord word)
    {
        if (word.Rises is not { } rises)
        {
            target.AppendJoined(word.Glyphs);
            return;
        }
        var from = 0;
        foreach (var (offset, ems) in rises)
        {
            target.Append(word.Glyphs.AsSpan(from, offset - from)).AppendNumber(ems * fontSize, 3);
            from = offset;
        }
        target.Append(word.Glyphs.AsSpan(from));
    }
}
