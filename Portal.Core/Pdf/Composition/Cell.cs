using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>One line of a cell, or one tag on it.</summary>
/// <param name="Advance">How far the next item lies below this one; 0 for tags beside each other.</param>
/// <param name="Tint">Background behind the words, or null.</param>
internal readonly record struct CellItem(TextLine Line, double X, double Advance, Ink? Tint);

/// <summary>A cell of the row being laid out. Kept and filled again.</summary>
internal sealed class Cell
{
    private readonly List<TextLine> scratch = [];

    public double X { get; set; }

    public double Width { get; set; }

    public ColumnAlign Align { get; set; }

    /// <summary>Names stay at the column's left whatever their script; running text hangs from the side it reads from.</summary>
    public bool HoldsNames { get; set; }

    public List<CellItem> Items { get; } = [];

    public StructureElement? Element { get; set; }

    /// <summary>Index of the first item not yet drawn.</summary>
    public int Next { get; set; }

    public double Height
    {
        get
        {
            double height = 0;
            foreach (var item in Items) height += item.Advance;
            return height;
        }
    }

    public double FirstBaseline => Items.Count == 0 ? 0 : Items[0].Line.Baseline;

    public void Clear(TextEngine text)
    {
        foreach (var item in Items) scratch.Add(item.Line);
        text.Return(scratch);
        Items.Clear();
        Next = 0;
    }

    public void Add(TextEngine text, ReadOnlySpan<char> words, TextStyle style)
    {
        text.Layout(words, style, Width, scratch);
        TakeLines();
    }

    public void Add(TextEngine text, MixedText words, TextStyle style)
    {
        text.Layout(words, style, Width, scratch);
        TakeLines();
    }

    /// <summary>Tags side by side; one too wide for the cell is broken like text.</summary>
    public void AddTags(TextEngine text, IReadOnlyList<MixedText> labels, TextStyle style, Ink tint)
    {
        const double padding = 3.5, gap = 4;
        double x = 0;
        for (var i = 0; i < labels.Count; i++)
        {
            text.Layout(labels[i], style, Width - (2 * padding), scratch);
            if (x > 0 && x + scratch[0].Width + (2 * padding) > Width)
            {
                Items[^1] = Items[^1] with { Advance = Items[^1].Line.Height + 1.5 };
                x = 0;
            }
            for (var line = 0; line < scratch.Count; line++)
            {
                var last = line == scratch.Count - 1;
                Items.Add(new CellItem(scratch[line], x + padding, last ? 0 : scratch[line].Height + 1.5, tint));
                if (last) x += scratch[line].Width + (2 * padding) + gap;
                else x = 0;
            }
            scratch.Clear();
        }
        if (labels.Count > 0) Items[^1] = Items[^1] with { Advance = Items[^1].Line.Height + 2.5 };
    }

    private void TakeLines()
    {
        foreach (var line in scratch)
        {
            var end = Align == ColumnAlign.End || (line.RightToLeft && !HoldsNames);
            Items.Add(new CellItem(line, end ? Width - line.Width : 0, line.Height, null));
        }
        scratch.Clear();
    }
}
