using Portal.Core.Pdf.Fonts;

namespace Portal.Core.Pdf.Text;

/// <summary>One laid-out line: words in visual order, left to right. Measures in points.</summary>
internal sealed class TextLine
{
    public List<ShapedWord> Words { get; } = [];

    public TextStyle Style { get; private set; } = null!;

    public double Width { get; private set; }

    /// <summary>The paragraph reads right to left, so the line hangs from the right edge.</summary>
    public bool RightToLeft { get; private set; }

    /// <summary>From the line's top to its baseline.</summary>
    public double Baseline { get; private set; }

    public double Height { get; private set; }

    public void Start(TextStyle style, bool rightToLeft)
    {
        Words.Clear();
        (Style, RightToLeft, Width) = (style, rightToLeft, 0);
    }

    public void Add(ShapedWord word)
    {
        Words.Add(word);
        Width += word.Width * Style.Size;
    }

    /// <summary>Settles the height: the style's leading, more only where a script needs it.</summary>
    public void End(FontSlot primary)
    {
        double ascent = primary.Ascent, descent = primary.Descent;
        foreach (var word in Words)
        {
            ascent = Math.Max(ascent, word.Font.Ascent);
            descent = Math.Max(descent, word.Font.Descent);
        }
        var size = Style.Size;
        var slack = Math.Max(0, Style.Leading - ((primary.Ascent + primary.Descent) * size)) / 2;
        Baseline = Math.Max(slack + (primary.Ascent * size), ascent * size);
        Height = Snap(Baseline + Math.Max(Style.Leading - slack - (primary.Ascent * size), descent * size));
        Baseline = Snap(Baseline);
    }

    /// <summary>To a tenth of a point, which no eye sees: rows of the same shape then lie the same distances apart.</summary>
    private static double Snap(double points) => Math.Round(points * 10) / 10;
}
