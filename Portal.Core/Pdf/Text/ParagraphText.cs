using System.Globalization;

namespace Portal.Core.Pdf.Text;

/// <summary>
/// One paragraph made ready for layout: tabs spread, towers of combining marks cut down, and beside each character a note of what must be
/// drawn as a labelled box instead. Its arrays are kept and grow only.
/// </summary>
internal sealed class ParagraphText(TextDiagnostics diagnostics)
{
    /// <summary>A control of our own: it acts on order and draws nothing.</summary>
    public const int Silent = -1;
    private const int MostMarksInARow = 8;
    private const int MostInvisiblesInARow = 4;
    private const char ObjectReplacement = '\uFFFC';
    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';
    private char[] characters = new char[1024];
    private int[] boxes = new int[1024];
    private int marksInARow;
    private int invisiblesInARow;

    public int Length { get; private set; }

    public Span<char> Characters => characters.AsSpan(0, Length);

    /// <summary>Per UTF-16 unit: 0 for ordinary text, code point + 1 for a box, or <see cref="Silent"/>.</summary>
    public Span<int> Boxes => boxes.AsSpan(0, Length);

    public void Clear() => (Length, marksInARow, invisiblesInARow) = (0, 0, 0);

    /// <summary>Appends text whose direction controls act, and are seen to act.</summary>
    public void Append(ReadOnlySpan<char> text) => Append(text, neutral: false);

    /// <summary>Appends a field whose direction cannot reach its neighbours: isolated, its own controls shown but without effect.</summary>
    public void AppendIsolated(ReadOnlySpan<char> text)
    {
        Add(FirstStrongIsolate, Silent);
        Append(text, neutral: true);
        Add(PopIsolate, Silent);
    }

    private void Append(ReadOnlySpan<char> text, bool neutral)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\x7F')
            {
                (marksInARow, invisiblesInARow) = (0, 0);
                Add(c, 0);
                continue;
            }
            if (c == '\t')
            {
                for (var space = 0; space < 4; space++) Add(' ', 0);
                continue;
            }
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AppendPair(c, text[++i]);
                continue;
            }
            AppendOne(c, neutral);
        }
    }

    private void AppendOne(char c, bool neutral)
    {
        // A joiner is spelling; a row of joiners is a message, and is shown.
        if (VisibleMark.IsOrdinaryInvisible(c) && ++invisiblesInARow > MostInvisiblesInARow)
        {
            diagnostics.Control();
            Add(ObjectReplacement, c + 1);
            return;
        }
        if (!VisibleMark.IsOrdinaryInvisible(c)) invisiblesInARow = 0;
        if (VisibleMark.IsSurrogate(c))
        {
            diagnostics.Surrogate();
            Add(ObjectReplacement, c + 1);
        }
        else if (VisibleMark.IsControl(c) || VisibleMark.IsNonCharacter(c) || c is '\u2028' or '\u2029' || (neutral && VisibleMark.IsBidiControl(c)))
        {
            diagnostics.Control();
            Add(ObjectReplacement, c + 1);
        }
        else if (VisibleMark.IsBidiControl(c))
        {
            diagnostics.Control();
            Add(c, c + 1);
        }
        else if (VisibleMark.IsVariationSelector(c) || !IsMarkTooMany(char.GetUnicodeCategory(c))) Add(c, 0);
    }

    private void AppendPair(char high, char low)
    {
        invisiblesInARow = 0;
        var codePoint = char.ConvertToUtf32(high, low);
        if (VisibleMark.IsNonCharacter(codePoint))
        {
            diagnostics.Control();
            Add(ObjectReplacement, codePoint + 1);
            return;
        }
        if (!VisibleMark.IsVariationSelector(codePoint) && IsMarkTooMany(CharUnicodeInfo.GetUnicodeCategory(codePoint))) return;
        Add(high, 0);
        Add(low, 0);
    }

    private bool IsMarkTooMany(UnicodeCategory category)
    {
        if (category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
        {
            marksInARow = 0;
            return false;
        }
        if (++marksInARow <= MostMarksInARow) return false;
        diagnostics.Clipped(1);
        return true;
    }

    private void Add(char c, int box)
    {
        if (Length == characters.Length)
        {
            Array.Resize(ref characters, Length * 2);
            Array.Resize(ref boxes, Length * 2);
        }
        characters[Length] = c;
        boxes[Length++] = box;
    }
}
