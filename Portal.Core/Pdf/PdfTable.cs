using Portal.Core.Pdf.Composition;
using Portal.Core.Pdf.Text;

namespace Portal.Core.Pdf;

/// <summary>A table being written row by row. Dispose it to end it; until then no other block may be added.</summary>
public sealed class PdfTable : IDisposable
{
    private readonly PdfDocument document;
    private readonly TableFrame frame;
    private readonly TextStyle[] styles;
    private bool closed;

    internal PdfTable(PdfDocument document, DocumentParts parts, IReadOnlyList<TableColumn> columns)
    {
        this.document = document;
        styles = [.. columns.Select(column => column.Fixed ? Typography.TableCode : Typography.TableText)];
        var total = columns.Sum(column => column.Weight);
        var room = parts.Flow.Width - (Typography.ColumnGap * (columns.Count - 1));
        var places = new List<(double, double, ColumnAlign)>();
        double x = 0;
        foreach (var column in columns)
        {
            var width = room * column.Weight / total;
            places.Add((x, width, column.Align));
            x += width + Typography.ColumnGap;
        }
        frame = new TableFrame(parts, places, [.. columns.Select(column => column.Title)]);
    }

    /// <summary>Adds a row: one text a column.</summary>
    public void Row(params ReadOnlySpan<string> texts)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        if (texts.Length != styles.Length) throw new ArgumentException($"The table has {styles.Length} columns; the row has {texts.Length}.", nameof(texts));
        frame.ClearRow();
        for (var i = 0; i < texts.Length; i++) frame.Cells[i].Add(document.Text, texts[i], styles[i]);
        frame.PaintRow(headers: 1);
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        frame.Close();
        document.Release(this);
    }
}
