using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// The page being drawn. Distances are in points from the top left, as people think of a page; PDF counts from the foot. A page is three
/// layers: filled areas, then all of its text as one text object, then forms. Within the text each line is placed by its distance from the last, so
/// that rows of one shape are written in the same bytes, which compress to almost nothing.
/// </summary>
internal sealed class PageCanvas(PdfObjects objects, StructureTree structure, PageSize size)
{
    private readonly PdfBuffer areas = new(4 * 1024);
    private readonly PdfBuffer text = new(64 * 1024);
    private readonly PdfBuffer placed = new(256);
    private readonly PdfBuffer content = new(64 * 1024);
    private readonly PdfBuffer body = new(1024);
    private readonly TextCursor cursor = new();
    private readonly SortedDictionary<int, string> forms = [];
    private Ink? areaInk;
    private Ink? textInk;

    /// <summary>The page's object number.</summary>
    public int Page { get; private set; }

    public void Begin()
    {
        Page = objects.Reserve();
        structure.BeginPage(Page);
        areas.Clear();
        text.Clear();
        placed.Clear();
        cursor.Clear();
        forms.Clear();
        (areaInk, textInk) = (null, null);
    }

    /// <summary>Writes the page. <paramref name="annotations"/> are numbers of annotations on it.</summary>
    public void End(int parent, bool plain, IReadOnlyList<int> annotations)
    {
        content.Clear();
        if (areas.Length > 0) content.Append("/Artifact BMC\n"u8).Append(areas.Written).Append("f EMC\n"u8);
        if (text.Length > 0) content.Append("BT\n"u8).Append(text.Written).Append("ET\n"u8);
        if (placed.Length > 0) content.Append("/Artifact<</Type/Pagination>>BDC\n"u8).Append(placed.Written).Append("EMC\n"u8);
        var stream = objects.Reserve();
        objects.WriteStream(stream, "", content.Written);
        body.Clear().Append("<</Type/Page/Parent "u8).AppendReference(parent).Append("/MediaBox[0 0 "u8).AppendNumber(size.Width).Append((byte)' ')
            .AppendNumber(size.Height).Append("]/Contents "u8).AppendReference(stream).Append("/Resources<</Font<<"u8);
        foreach (var slot in cursor.Fonts()) body.Append((byte)'/').Append(slot.Resource).Append((byte)' ').AppendReference(slot.ObjectNumber);
        body.Append(">>"u8);
        if (forms.Count > 0)
        {
            body.Append("/XObject<<"u8);
            foreach (var (number, name) in forms) body.Append((byte)'/').Append(name).Append((byte)' ').AppendReference(number);
            body.Append(">>"u8);
        }
        body.Append(">>/Tabs/S/StructParents "u8).Append(structure.EndPage());
        if (annotations.Count > 0)
        {
            body.Append("/Annots["u8);
            foreach (var annotation in annotations) body.AppendReference(annotation).Append((byte)' ');
            body.Append((byte)']');
        }
        body.Append(">>"u8);
        if (plain) objects.WritePlain(Page, body.Written);
        else objects.Write(Page, body);
    }

    /// <summary>Begins text that belongs to no element: screen readers skip it.</summary>
    public void BeginArtifact(bool running = false) => text.Append(running ? "/Artifact<</Type/Pagination>>BDC\n"u8 : "/Artifact BMC\n"u8);

    public void BeginContent(StructureElement element) =>
        text.Append((byte)'/').Append(element.Tag).Append("<</MCID "u8).Append(structure.NextContent(element)).Append(">>BDC\n"u8);

    public void EndMarked() => text.Append("EMC\n"u8);

    /// <summary>Fills an area below the page's text. Areas belong to no element.</summary>
    public void Fill(double x, double y, double width, double height, Ink colour)
    {
        if (areaInk != colour)
        {
            if (areaInk is not null) areas.Append("f\n"u8);
            areaInk = colour;
            AppendInk(areas, colour);
        }
        areas.AppendNumber(x).Append((byte)' ').AppendNumber(size.Height - y - height).Append((byte)' ').AppendNumber(width).Append((byte)' ')
            .AppendNumber(height).Append(" re\n"u8);
    }

    /// <summary>Draws a line of text with its left end at <paramref name="x"/>.</summary>
    public void Draw(TextLine line, double x, double baseline)
    {
        if (line.Words.Count == 0) return;
        if (textInk != line.Style.Ink)
        {
            textInk = line.Style.Ink;
            AppendInk(text, line.Style.Ink);
        }
        cursor.MoveTo(text, x, size.Height - baseline);
        cursor.Show(text, line);
        text.Append((byte)'\n');
    }

    /// <summary>Draws a form above the page's text. Only for what every page has in its margin.</summary>
    public void DrawForm(int number, string name, double x, double baseline)
    {
        forms[number] = name;
        placed.Append("q 1 0 0 1 "u8).AppendNumber(x).Append((byte)' ').AppendNumber(size.Height - baseline).Append(" cm/"u8).Append(name).Append(" Do Q\n"u8);
    }

    /// <summary>A line of text as the content of a form of its own, its left end on the origin.</summary>
    public static void WriteForm(PdfObjects objects, int number, TextLine line)
    {
        var drawing = new PdfBuffer();
        var cursor = new TextCursor();
        AppendInk(drawing, line.Style.Ink);
        drawing.Append("BT"u8);
        cursor.Show(drawing, line);
        drawing.Append(" ET"u8);
        var fonts = string.Concat(cursor.Fonts().Select(slot => FormattableString.Invariant($"/{slot.Resource} {slot.ObjectNumber} 0 R")));
        objects.WriteStream(number, FormattableString.Invariant(
            $"/Type/XObject/Subtype/Form/BBox[-1 -4 {Math.Ceiling(line.Width) + 1} {Math.Ceiling(line.Height)}]/Resources<</Font<<{fonts}>>>>"), drawing.Written);
    }

    public static void AppendInk(PdfBuffer target, Ink colour) =>
        target.AppendNumber(colour.Red / 255.0, 3).Append((byte)' ').AppendNumber(colour.Green / 255.0, 3).Append((byte)' ')
            .AppendNumber(colour.Blue / 255.0, 3).Append(" rg\n"u8);
}
