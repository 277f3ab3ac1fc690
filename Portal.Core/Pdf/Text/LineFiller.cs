using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// Fills lines with shaped words, first fit, and puts each finished line into visual order (UAX 9, rules L1 and L2). Holds the one open line.
/// </summary>
internal sealed class LineFiller(DocumentFonts fonts, TextShaper shaper, Func<TextLine> rent, TextDiagnostics diagnostics)
{
    private readonly List<Piece> open = [];
    private int[] order = new int[256];
    private TextStyle style = null!;
    private List<TextLine> lines = null!;
    private int paragraphLevel;
    private double openWidth;

    /// <summary>Width of a line in ems of the style.</summary>
    public double Measure { get; private set; }

    public bool IsEmpty => open.Count == 0;

    public double Left => Measure - openWidth;

    public void Begin(TextStyle lineStyle, double width, int level, List<TextLine> into)
    {
        (style, lines, paragraphLevel, Measure) = (lineStyle, into, level, width / lineStyle.Size);
        open.Clear();
        openWidth = 0;
    }

    public void Add(ShapedWord word, int level, bool isSpace)
    {
        open.Add(new Piece(word, level, isSpace));
        openWidth += word.Width;
    }

    /// <summary>Ends the open line.</summary>
    public void Break()
    {
        var line = rent();
        line.Start(style, (paragraphLevel & 1) != 0);
        var count = open.Count;
        while (count > 0 && open[count - 1].IsSpace) count--;
        if (order.Length < count) order = new int[count * 2];
        PutInVisualOrder(order.AsSpan(0, count));
        for (var i = 0; i < count; i++)
        {
            var word = open[order[i]].Word;
            line.Add(word);
            if (word.ClippedMarks > 0) diagnostics.Clipped(word.ClippedMarks);
        }
        line.End(fonts.Use(fonts.Fallback.Primary(style.Role)));
        lines.Add(line);
        open.Clear();
        openWidth = 0;
    }

    /// <summary>
    /// Plain Latin: no direction, one font, breaks after spaces, after hyphens and slashes between letters (a part of UAX 14 that text of
    /// this repertoire needs).
    /// </summary>
    public void FillPlain(ReadOnlySpan<char> text, TextStyle lineStyle, double width, List<TextLine> into)
    {
        Begin(lineStyle, width, 0, into);
        var face = fonts.Fallback.Primary(lineStyle.Role);
        var space = shaper.Shape(" ", face, false);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                Add(space, 0, isSpace: true);
                at++;
                continue;
            }
            var end = at + 1;
            while (end < text.Length && text[end] != ' ' && !IsBreakInWord(text, at, end)) end++;
            var piece = text[at..end];
            if (piece.Length > UnicodeParagraph.LongestPiece || !TryAddWhole(shaper.Shape(piece, face, false))) AddPlainInParts(piece, face);
            at = end;
        }
        Break();
    }

    /// <summary>Sets text that needs no shaping as one line. False, and nothing set, where it does not fit one.</summary>
    public bool TryFillUnjoined(ReadOnlySpan<char> text, TextStyle lineStyle, double width, List<TextLine> into)
    {
        if (text.IsEmpty) return false;
        var word = fonts.Use(fonts.Fallback.Primary(lineStyle.Role)).EncodeUnjoined(text);
        if (word.Width * lineStyle.Size > width) return false;
        Begin(lineStyle, width, 0, into);
        Add(word, 0, isSpace: false);
        Break();
        return true;
    }

    /// <summary>An option such as <c>-rf</c> and a path's first name keep their sign: only one that stands after a letter parts a word.</summary>
    private static bool IsBreakInWord(ReadOnlySpan<char> text, int start, int at) =>
        text[at - 1] is '-' or '/' && at - 2 >= start && char.IsLetterOrDigit(text[at - 2]) && char.IsLetter(text[at]);

    private bool TryAddWhole(ShapedWord word)
    {
        if (word.Width > Measure) return false;
        if (word.Width > Left && !IsEmpty) Break();
        Add(word, 0, isSpace: false);
        return true;
    }

    private void AddPlainInParts(ReadOnlySpan<char> piece, FontFace face)
    {
        if (!IsEmpty && Left < Measure / 3) Break();
        while (piece.Length > 0)
        {
            double width = 0;
            var fits = 0;
            while (fits < piece.Length && (width += shaper.Shape(piece.Slice(fits, 1), face, false).Width) <= Left) fits++;
            if (fits == 0 && !IsEmpty)
            {
                Break();
                continue;
            }
            fits = Math.Max(1, fits);
            Add(shaper.Shape(piece[..fits], face, false), 0, isSpace: false);
            piece = piece[fits..];
            if (piece.Length > 0) Break();
        }
    }

    /// <summary>Rule L2: from the highest level down, turn round every run at that level or above.</summary>
    private void PutInVisualOrder(Span<int> indices)
    {
        int highest = 0, lowestOdd = int.MaxValue;
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = i;
            var level = open[i].Level;
            highest = Math.Max(highest, level);
            if ((level & 1) != 0) lowestOdd = Math.Min(lowestOdd, level);
        }
        for (var level = highest; level >= lowestOdd; level--)
        {
            for (var start = 0; start < indices.Length;)
            {
                if (open[indices[start]].Level < level)
                {
                    start++;
                    continue;
                }
                var end = start + 1;
                while (end < indices.Length && open[indices[end]].Level >= level) end++;
                indices[start..end].Reverse();
                start = end;
            }
        }
    }

    private readonly record struct Piece(ShapedWord Word, int Level, bool IsSpace);
}
