using System.Globalization;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Composition;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Bench;

/// <summary>
/// The transcript's pages by the same text engine, cells and distances, handed to any backend. It follows the composition of the product line by line;
/// that it comes out with the same number of pages is checked in every run.
/// </summary>
internal sealed class PeerTranscript : IDisposable
{
    private const double KeepWhole = 0.45, LeastStart = 40;
    private readonly PageSize size;
    private readonly IPageBackend pages;
    private readonly TextEngine text;
    private readonly Cell[] cells;
    private readonly Cell[] titles;
    private readonly List<TextLine> lines = [];
    private readonly List<TextLine> running = [];
    private readonly double bottom;
    private readonly double width;
    private double y;
    private bool open;
    private string section = "";
    private bool inTable;

    public PeerTranscript(PageSize size, Func<FontFace?, IPageBackend> backend)
    {
        this.size = size;
        var fonts = new DocumentFonts(new PdfObjects(Stream.Null), FontLibrary.System);
        pages = backend(fonts.Fallback.Colour);
        text = new TextEngine(fonts);
        width = size.Width - (2 * Typography.MarginSide);
        bottom = size.Height - Typography.MarginBottom;
        const double people = Typography.TimeColumn + Typography.ColumnGap, body = people + Typography.PeopleColumn + Typography.ColumnGap;
        cells = [NewCell(0, Typography.TimeColumn), NewCell(people, Typography.PeopleColumn), NewCell(body, width - body)];
        titles = [NewCell(0, Typography.TimeColumn), NewCell(people, Typography.PeopleColumn), NewCell(body, width - body)];
        cells[1].HoldsNames = true;

        Cell NewCell(double x, double cellWidth) => new() { X = Typography.MarginSide + x, Width = cellWidth };
    }

    public (int Pages, long Bytes) Run(IEnumerable<MessageRecord> records)
    {
        long number = 0;
        DateOnly? day = null;
        foreach (var record in records)
        {
            var sent = DateOnly.FromDateTime(record.SentUtc.UtcDateTime);
            if (sent != day) BeginDay(sent);
            day = sent;
            foreach (var cell in cells) cell.Clear(text);
            MessageTable.Fill(cells, text, TranscriptRow.Of(record, ++number));
            Paint(cells, rule: true);
        }
        if (open) pages.EndPage();
        return (pages.Pages, pages.Close());
    }

    public void Dispose()
    {
        text.Dispose();
        pages.Dispose();
    }

    private void BeginDay(DateOnly day)
    {
        if (inTable) Space(10);
        inTable = false;
        section = day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);
        var style = Typography.Heading(2);
        var (before, after) = Typography.HeadingSpace(2);
        text.Layout(section, style, width, lines);
        Space(before);
        Need((lines.Count * style.Leading) + after + (4 * Typography.Body.Leading));
        foreach (var line in lines)
        {
            pages.Draw(line, Typography.MarginSide, y + line.Baseline);
            y += line.Height;
        }
        text.Return(lines);
        Space(after);
        Need(Typography.TableTitle.Leading + 60);
        PaintTitles();
        inTable = true;
    }

    private void PaintTitles()
    {
        var columns = new MessageColumns();
        string[] words = [columns.Time, columns.People, columns.Body];
        for (var i = 0; i < titles.Length; i++)
        {
            titles[i].Clear(text);
            titles[i].Add(text, words[i], Typography.TableTitle);
        }
        Paint(titles, rule: false);
        pages.Fill(Typography.MarginSide, y - 0.75, width, 0.75, Typography.Grey);
    }

    private void Paint(Cell[] row, bool rule)
    {
        double baseline = 0, height = 0;
        foreach (var cell in row) baseline = Math.Max(baseline, cell.FirstBaseline);
        foreach (var cell in row) height = Math.Max(height, baseline - cell.FirstBaseline + cell.Height);
        var whole = height + (2 * Typography.RowPadding);
        Need(whole <= (bottom - Typography.MarginTop) * KeepWhole ? whole : LeastStart);
        y += Typography.RowPadding;
        for (var first = true; ; first = false)
        {
            double tallest = 0;
            foreach (var cell in row)
            {
                if (cell.Next < cell.Items.Count) tallest = Math.Max(tallest, PaintCell(cell, first ? baseline - cell.FirstBaseline : 0));
            }
            y += tallest;
            if (row.All(cell => cell.Next >= cell.Items.Count)) break;
            pages.EndPage();
            Start();
            y += Typography.RowPadding;
        }
        y += Typography.RowPadding;
        if (rule) pages.Fill(Typography.MarginSide, y - Typography.Hairline, width, Typography.Hairline, Typography.Line);
    }

    private double PaintCell(Cell cell, double offset)
    {
        var (last, end, top) = (cell.Next, offset, y + offset);
        while (last < cell.Items.Count && (last == cell.Next || end + cell.Items[last].Line.Height <= bottom - y + Typography.Hair)) end += cell.Items[last++].Advance;
        for (; cell.Next < last; cell.Next++)
        {
            var item = cell.Items[cell.Next];
            pages.Draw(item.Line, cell.X + item.X, top + item.Line.Baseline);
            top += item.Advance;
        }
        return end;
    }

    private void Need(double height)
    {
        if (!open) Start();
        else if (height > bottom - y + Typography.Hair && y > Typography.MarginTop)
        {
            pages.EndPage();
            Start();
        }
    }

    private void Space(double height)
    {
        if (open && y > Typography.MarginTop) y = Math.Min(bottom, y + height);
    }

    private void Start()
    {
        pages.BeginPage();
        open = true;
        y = Typography.MarginTop;
        var right = size.Width - Typography.MarginSide;
        DrawOne("PR-2026-000123-P1", Typography.HeaderBaseline, alignRight: false);
        DrawOne("@account", Typography.HeaderBaseline, alignRight: true);
        pages.Fill(Typography.MarginSide, Typography.HeaderRule, width, Typography.Hairline, Typography.Line);
        DrawOne(section, size.Height - Typography.FooterBaseline, alignRight: true);
        DrawOne(string.Create(CultureInfo.InvariantCulture, $"Page {pages.Pages}"), size.Height - Typography.FooterBaseline, alignRight: false);
        if (inTable) PaintTitles();

        void DrawOne(string words, double baseline, bool alignRight)
        {
            if (words.Length == 0) return;
            text.Layout(words, Typography.Running, (width / 2) - Typography.ColumnGap, running);
            pages.Draw(running[0], alignRight ? right - running[0].Width : Typography.MarginSide, baseline);
            text.Return(running);
        }
    }
}
