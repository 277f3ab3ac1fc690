using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// What all tables share: columns, titles repeated on every page (tagged the first time, an artifact after that), and rows gathered into
/// bodies of a hundred so that no structure element grows with the table.
/// </summary>
internal sealed class TableFrame
{
    private const int RowsPerBody = 100;
    private readonly DocumentParts parts;
    private readonly Cell[] titles;
    private readonly RowPainter painter;
    private readonly StructureElement table;
    private StructureElement? body;
    private int rowsInBody;

    /// <param name="columns">Left edge and width of each, relative to the text area.</param>
    public TableFrame(DocumentParts parts, IReadOnlyList<(double X, double Width, ColumnAlign Align)> columns, IReadOnlyList<string> columnTitles)
    {
        this.parts = parts;
        painter = new RowPainter(parts.Flow, parts.Canvas, parts.Outline);
        Cells = [.. columns.Select(NewCell)];
        titles = columnTitles.Count == 0 ? [] : [.. columns.Select(NewCell)];
        table = parts.Structure.Open(parts.Section(), "Table");
        if (titles.Length == 0) return;
        parts.Flow.Need(Typography.TableTitle.Leading + 60);
        PaintTitles(columnTitles, tagged: true);
        parts.Flow.Repeat = () => PaintTitles(columnTitles, tagged: false);

        Cell NewCell((double X, double Width, ColumnAlign Align) column) =>
            new() { X = parts.Flow.Left + column.X, Width = column.Width, Align = column.Align };
    }

    /// <summary>The row's cells: clear, fill, then <see cref="PaintRow"/>.</summary>
    public Cell[] Cells { get; }

    public void ClearRow()
    {
        foreach (var cell in Cells) cell.Clear(parts.Text);
    }

    /// <param name="headers">How many cells from the left name the row.</param>
    /// <param name="number">Names the row's structure element; 0 leaves it without a name.</param>
    /// <param name="outlineTitle">Listed in the reader's side panel; "" for not.</param>
    public void PaintRow(int headers, long number = 0, string outlineTitle = "")
    {
        if (rowsInBody == RowsPerBody) CloseBody();
        body ??= parts.Structure.Open(table, "TBody");
        rowsInBody++;
        var row = parts.Structure.Open(body, "TR");
        if (number > 0) parts.Structure.Name(row, number);
        for (var i = 0; i < Cells.Length; i++)
        {
            Cells[i].Element = i < headers ? parts.Structure.Open(row, "TH", "/A<</O/Table/Scope/Row>>") : parts.Structure.Open(row, "TD");
        }
        painter.Paint(Cells, rule: true, outlineTitle);
        foreach (var cell in Cells) parts.Structure.Close(cell.Element!);
        parts.Structure.Close(row);
    }

    public void Close()
    {
        CloseBody();
        parts.Structure.Close(table);
        parts.Flow.Repeat = null;
        ClearRow();
        foreach (var cell in titles) cell.Clear(parts.Text);
        parts.Flow.Space(10);
    }

    private void CloseBody()
    {
        if (body is not null) parts.Structure.Close(body);
        body = null;
        rowsInBody = 0;
    }

    private void PaintTitles(IReadOnlyList<string> columnTitles, bool tagged)
    {
        StructureElement? head = null, row = null;
        if (tagged)
        {
            head = parts.Structure.Open(table, "THead");
            row = parts.Structure.Open(head, "TR");
        }
        for (var i = 0; i < titles.Length; i++)
        {
            titles[i].Clear(parts.Text);
            titles[i].Add(parts.Text, columnTitles[i], Typography.TableTitle);
            titles[i].Element = tagged ? parts.Structure.Open(row!, "TH", "/A<</O/Table/Scope/Column>>") : null;
        }
        painter.Paint(titles, rule: false);
        parts.Canvas.Fill(parts.Flow.Left, parts.Flow.Y - 0.75, parts.Flow.Width, 0.75, Typography.Grey);
        if (!tagged) return;
        foreach (var cell in titles) parts.Structure.Close(cell.Element!);
        parts.Structure.Close(row!);
        parts.Structure.Close(head!);
    }
}
