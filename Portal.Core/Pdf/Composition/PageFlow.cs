using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>Where the next block goes: opens pages with their running lines, closes them when full, and repeats what must be repeated.</summary>
internal sealed class PageFlow(PdfObjects objects, PageTree pages, PageCanvas canvas, TextEngine text, PdfDocumentOptions options, IReadOnlyList<int> annotations)
{
    private const int MostRunning = 300;
    private readonly int total = objects.Reserve();
    private readonly List<int> stamps = [];
    private bool open;
    private int parent;

    public double Left { get; } = Typography.MarginSide;

    public double Width { get; } = options.PageSize.Width - (2 * Typography.MarginSide);

    public double Bottom { get; } = options.PageSize.Height - Typography.MarginBottom;

    /// <summary>Height of a page's text area.</summary>
    public double PageHeight => Bottom - Typography.MarginTop;

    /// <summary>Distance of the next block from the top of the sheet.</summary>
    public double Y { get; private set; } = Typography.MarginTop;

    /// <summary>Height left, and a hair more: what fits to the tenth of a point must not depend on how sums of tenths round.</summary>
    public double Room => Bottom - Y + Typography.Hair;

    public bool AtTop => !open || Y <= Typography.MarginTop;

    public string Section { get; set; } = "";

    /// <summary>Draws what a block repeats at the top of each page it runs on to, such as a table's titles.</summary>
    public Action? Repeat { get; set; }

    public int? FirstPage { get; private set; }

    /// <summary>The numbers of the pages' stamps, in order of the pages: forms that somebody has still to write.</summary>
    public IReadOnlyList<int> Stamps => stamps;

    public int PageNumber => options.FirstPageNumber + pages.Count - (open ? 1 : 0);

    public double DistanceFromFoot(double y) => options.PageSize.Height - y;

    /// <summary>Makes sure a page is open with at least <paramref name="height"/> left, on a new page if need be.</summary>
    public void Need(double height)
    {
        if (!open) Start();
        else if (height > Room && !AtTop) NextPage();
    }

    /// <summary>Moves down. Space at the top of a page is swallowed.</summary>
    public void Space(double height)
    {
        if (!AtTop) Y = Math.Min(Bottom, Y + height);
    }

    public void Advance(double height) => Y += height;

    public void NextPage()
    {
        End();
        Start();
    }

    /// <summary>Closes the page, if one is open; the next block opens another.</summary>
    public void End()
    {
        if (!open) return;
        open = false;
        canvas.End(parent, plain: pages.Count == 1, pages.Count == 1 ? annotations : []);
        Y = Typography.MarginTop;
    }

    /// <summary>Closes the last page and writes the total that all pages refer to.</summary>
    public void Finish()
    {
        if (pages.Count == 0) Start();
        End();
        var last = options.FirstPageNumber + pages.Count - 1;
        PageCanvas.WriteForm(objects, total, text.Line(FormattableString.Invariant($"{last:N0}"), Typography.Running));
    }

    private void Start()
    {
        canvas.Begin();
        parent = pages.Add(canvas.Page);
        FirstPage ??= canvas.Page;
        open = true;
        Y = Typography.MarginTop;
        // What every page repeats was counted where it first stood, or is not part of the record.
        text.Diagnostics.Paused = true;
        DrawRunningLines();
        Repeat?.Invoke();
        text.Diagnostics.Paused = false;
    }

    private void DrawRunningLines()
    {
        var running = options.Running?.Invoke(new PageContext(PageNumber, Section)) ?? new RunningLines();
        var right = options.PageSize.Width - Typography.MarginSide;
        canvas.BeginArtifact(running: true);
        if (running.HeaderLeft.Length + running.HeaderRight.Length > 0)
        {
            DrawOne(running.HeaderLeft, Typography.HeaderBaseline, alignRight: false);
            DrawOne(running.HeaderRight, Typography.HeaderBaseline, alignRight: true);
            canvas.Fill(Left, Typography.HeaderRule, Width, Typography.Hairline, Typography.Line);
        }
        var footer = options.PageSize.Height - Typography.FooterBaseline;
        if (options.StampCharacters.Length > 0) DrawStamp();
        else DrawOne(running.FooterRight, footer, alignRight: true);
        var prefix = text.Line(options.PageNumberText(PageNumber), Typography.Running);
        canvas.Draw(prefix, Left, footer);
        var width = prefix.Width;
        // A trailing space is cut from a line; the total follows it all the same.
        canvas.DrawForm(total, "Total", Left + width + (Typography.Running.Size * 0.27), footer);
        canvas.EndMarked();

        void DrawStamp()
        {
            stamps.Add(objects.Reserve());
            canvas.DrawForm(stamps[^1], "Stamp", right, footer);
        }

        void DrawOne(string words, double baseline, bool alignRight)
        {
            if (words.Length == 0) return;
            var lines = new List<TextLine>(1);
            // Only the first line is drawn, so a heading of a million characters need not be laid out again on each page.
            text.Layout(words.AsSpan(0, Math.Min(words.Length, MostRunning)), Typography.Running, (Width / 2) - Typography.ColumnGap, lines);
            canvas.Draw(lines[0], alignRight ? right - lines[0].Width : Left, baseline);
            text.Return(lines);
        }
    }
}
