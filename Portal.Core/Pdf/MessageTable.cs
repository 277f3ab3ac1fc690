using Portal.Core.Pdf.Composition;
using Portal.Core.Pdf.Text;

namespace Portal.Core.Pdf;

/// <summary>
/// Messages being written one by one: time, people, body. Memory does not grow with them. Dispose it to end it; until then no other block
/// may be added.
/// </summary>
public sealed class MessageTable : IDisposable
{
    private readonly PdfDocument document;
    private readonly TableFrame frame;
    private bool closed;

    internal MessageTable(PdfDocument document, DocumentParts parts, MessageColumns columns)
    {
        this.document = document;
        var time = columns.WideTime ? Typography.WideTimeColumn : Typography.TimeColumn;
        var people = time + Typography.ColumnGap;
        var body = people + Typography.PeopleColumn + Typography.ColumnGap;
        frame = new TableFrame(
            parts,
            [(0, time, ColumnAlign.Start), (people, Typography.PeopleColumn, ColumnAlign.Start), (body, parts.Flow.Width - body, ColumnAlign.Start)],
            [columns.Time, columns.People, columns.Body]);
        frame.Cells[1].HoldsNames = true;
    }

    /// <summary>Lays a message out in the three cells of its row.</summary>
    internal static void Fill(IReadOnlyList<Cell> cells, TextEngine text, MessageRow row)
    {
        var (time, people, body) = (cells[0], cells[1], cells[2]);
        var clipped = text.Diagnostics.ClippedMarks;
        time.Add(text, row.Time, Typography.Body);
        if (row.TimeDetail.Length > 0) time.Add(text, row.TimeDetail, Typography.Detail);
        people.Add(text, new MixedText("", row.Sender), Typography.SmallStrong);
        if (row.Recipients.Count > 0) people.Add(text, MixedText.List("to ", row.Recipients), Typography.Caption);
        if (row.Labels.Count > 0) body.AddTags(text, row.Labels, Typography.Tag, Typography.TagTint);
        body.Add(text, row.Body, Typography.Body);
        foreach (var note in row.Notes) body.Add(text, note, Typography.Detail);
        clipped = text.Diagnostics.ClippedMarks - clipped;
        if (clipped > 0)
        {
            text.Diagnostics.ClippedRow();
            body.Add(text, FormattableString.Invariant($"{clipped} combining marks stacked on one another are left out of this row."), Typography.Detail);
        }
        if (!row.Reference.IsEmpty) body.Add(text, row.Reference, Typography.Reference);
    }

    public void Row(MessageRow row)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        frame.ClearRow();
        Fill(frame.Cells, document.Text, row);
        frame.PaintRow(headers: 1, row.Number, row.OutlineTitle);
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        frame.Close();
        document.Release(this);
    }
}
