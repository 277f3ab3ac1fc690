using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// Draws rows of cells whose first baselines agree. A row stays whole if it fits in less than half a page; a longer one runs on over as many
/// pages as it needs.
/// </summary>
internal sealed class RowPainter(PageFlow flow, PageCanvas canvas, OutlineTree outline)
{
    private const int OutlineLevel = 3;
    private const double KeepWhole = 0.45;
    private const double LeastStart = 40;

    /// <param name="cells">Laid out; cells without an element are drawn as artifacts.</param>
    /// <param name="outlineTitle">An entry of the side panel that leads to the row; "" for none.</param>
    public void Paint(IReadOnlyList<Cell> cells, bool rule, string outlineTitle = "")
    {
        double baseline = 0, height = 0;
        foreach (var cell in cells) baseline = Math.Max(baseline, cell.FirstBaseline);
        foreach (var cell in cells) height = Math.Max(height, baseline - cell.FirstBaseline + cell.Height);
        var whole = height + (2 * Typography.RowPadding);
        flow.Need(whole <= flow.PageHeight * KeepWhole ? whole : LeastStart);
        if (outlineTitle.Length > 0) outline.Add(outlineTitle, OutlineLevel, canvas.Page, flow.DistanceFromFoot(flow.Y));
        flow.Advance(Typography.RowPadding);
        var first = true;
        while (true)
        {
            var drawn = PaintPart(cells, first ? baseline : null);
            flow.Advance(drawn);
            if (!HasMore(cells)) break;
            flow.NextPage();
            flow.Advance(Typography.RowPadding);
            first = false;
        }
        flow.Advance(Typography.RowPadding);
        if (rule) canvas.Fill(flow.Left, flow.Y - Typography.Hairline, flow.Width, Typography.Hairline, Typography.Line);
    }

    /// <summary>Draws of each cell what fits on this page; returns the height of the tallest part.</summary>
    private double PaintPart(IReadOnlyList<Cell> cells, double? baseline)
    {
        double tallest = 0;
        foreach (var cell in cells)
        {
            if (cell.Next >= cell.Items.Count) continue;
            var offset = baseline is { } shared ? shared - cell.FirstBaseline : 0;
            tallest = Math.Max(tallest, PaintCell(cell, offset));
        }
        return tallest;
    }

    private double PaintCell(Cell cell, double offset)
    {
        var last = cell.Next;
        var end = offset;
        // One line at the least, or an oversized line would be put off for ever.
        while (last < cell.Items.Count && (last == cell.Next || end + cell.Items[last].Line.Height <= flow.Room)) end += cell.Items[last++].Advance;
        PaintTints(cell, last, offset);
        if (cell.Element is { } element) canvas.BeginContent(element);
        else canvas.BeginArtifact();
        var top = flow.Y + offset;
        for (; cell.Next < last; cell.Next++)
        {
            var item = cell.Items[cell.Next];
            canvas.Draw(item.Line, cell.X + item.X, top + item.Line.Baseline);
            top += item.Advance;
        }
        canvas.EndMarked();
        return end;
    }

    private void PaintTints(Cell cell, int end, double offset)
    {
        var top = flow.Y + offset;
        for (var i = cell.Next; i < end; i++)
        {
            var item = cell.Items[i];
            if (item.Tint is { } tint) canvas.Fill(cell.X + item.X - 3.5, top + 0.25, item.Line.Width + 7, item.Line.Height - 0.5, tint);
            top += item.Advance;
        }
    }

    private static bool HasMore(IReadOnlyList<Cell> cells)
    {
        foreach (var cell in cells)
        {
            if (cell.Next < cell.Items.Count) return true;
        }
        return false;
    }
}
