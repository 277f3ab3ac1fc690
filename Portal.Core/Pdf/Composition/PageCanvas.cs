using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Composition;

/// <summary>
/// The page being drawn. Distances are in points from the top left, as people think of a page; PDF counts from the foot. Everything drawn lies
/// either in an artifact or in a structure element.
/// </summary>
internal sealed class PageCanvas(PdfObjects objects, StructureTree structure, PageSize size)
{
    private readonly PdfBuffer content = new(64 * 1024);
    private readonly PdfBuffer body = new(1024);
    private readonly SortedDictionary<int, FontSlot> used = [];
    private readonly SortedDictionary<int, string> forms = [];
    private FontSlot? font;
    private Ink? ink;

    /// <summary>The page's object number.</summary>
    public int Page { get; private set; }

    public void Begin()
    {
        Page = objects.Reserve();
        structure.BeginPage(Page);
        content.Clear();
        used.Clear();
        forms.Clear();
        (font, ink) = (null, null);
    }

    /// <summary>Writes the page. <paramref name="annotations"/> are numbers of annotations on it.</summary>
    public void End(int parent, bool plain, IReadOnlyList<int> annotations)
    {
        var stream = objects.Reserve();
        objects.WriteStream(stream, "", content.Written);
        body.Clear().Append("<</Type/Page/Parent "u8).AppendReference(parent).Append("/MediaBox[0 0 "u8).AppendNumber(size.Width).Append((byte)' ')
            .AppendNumber(size.Height).Append("]/Contents "u8).AppendReference(stream).Append("/Resources<</Font<<"u8);
        foreach (var slot in used.Values) body.Append((byte)'/').Append(slot.Resource).Append((byte)' ').AppendReference(slot.ObjectNumber);
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

    public void BeginArtifact(bool running = false) => content.Append(running ? "/Artifact<</Type/Pagination>>BDC\n"u8 : "/Artifact BMC\n"u8);

    public void BeginContent(StructureElement element) =>
        content.Append((byte)'/').Append(element.Tag).Append("<</MCID "u8).Append(structure.NextContent(element)).Append(">>BDC\n"u8);

    public void EndMarked() => content.Append("EMC\n"u8);

    public void Fill(double x, double y, double width, double height, Ink colour)
    {
        Use(colour);
        content.AppendNumber(x).Append((byte)' ').AppendNumber(size.Height - y - height).Append((byte)' ').AppendNumber(width).Append((byte)' ')
            .AppendNumber(height).Append(" re f\n"u8);
    }

    /// <summary>Draws a line of text with its left end at <paramref name="x"/>.</summary>
    public void Draw(TextLine line, double x, double baseline)
    {
        if (line.Words.Count == 0) return;
        Use(line.Style.Ink);
        content.Append("BT "u8);
        AppendMatrix(line.Style.Size, x, size.Height - baseline);
        AppendWords(content, line, ref font, slot => used[slot.Index] = slot);
        content.Append(" ET\n"u8);
    }

    public void DrawForm(int number, string name, double x, double baseline)
    {
        forms[number] = name;
        content.Append("q 1 0 0 1 "u8).AppendNumber(x).Append((byte)' ').AppendNumber(size.Height - baseline).Append(" cm/"u8).Append(name).Append(" Do Q\n"u8);
    }

    /// <summary>A line of text as the content of a form of its own, its left end on the origin.</summary>
    public static void WriteForm(PdfObjects objects, int number, TextLine line)
    {
        var slots = new SortedDictionary<int, FontSlot>();
        var drawing = new PdfBuffer();
        AppendInk(drawing, line.Style.Ink);
        drawing.Append("BT "u8).AppendNumber(line.Style.Size).Append(" 0 0 "u8).AppendNumber(line.Style.Size).Append(" 0 0 Tm"u8);
        FontSlot? current = null;
        AppendWords(drawing, line, ref current, slot => slots[slot.Index] = slot);
        drawing.Append(" ET"u8);
        var fonts = string.Concat(slots.Values.Select(slot => FormattableString.Invariant($"/{slot.Resource} {slot.ObjectNumber} 0 R")));
        objects.WriteStream(number, FormattableString.Invariant(
            $"/Type/XObject/Subtype/Form/BBox[-1 -4 {Math.Ceiling(line.Width) + 1} {Math.Ceiling(line.Height)}]/Resources<</Font<<{fonts}>>>>"), drawing.Written);
    }

    private static void AppendWords(PdfBuffer target, TextLine line, ref FontSlot? current, Action<FontSlot> note)
    {
        var open = false;
        foreach (var word in line.Words)
        {
            if (!ReferenceEquals(word.Font, current))
            {
                if (open) target.Append("]TJ"u8);
                open = false;
                current = word.Font;
                note(current);
                // Size 1: the text matrix scales, so a word's bytes serve every size.
                target.Append((byte)'/').Append(current.Resource).Append(" 1 Tf"u8);
            }
            if (word.ReplacementText is { } replacement)
            {
                if (open) target.Append("]TJ"u8);
                target.Append("/Span<</ActualText"u8).AppendUtf16(replacement).Append(">>BDC["u8).Append(word.Glyphs).Append("]TJ EMC"u8);
                open = false;
                continue;
            }
            if (!open) target.Append((byte)'[');
            open = true;
            target.Append(word.Glyphs);
        }
        if (open) target.Append("]TJ"u8);
    }

    private void AppendMatrix(double scale, double x, double y) =>
        content.AppendNumber(scale).Append(" 0 0 "u8).AppendNumber(scale).Append((byte)' ').AppendNumber(x).Append((byte)' ').AppendNumber(y).Append(" Tm"u8);

    private void Use(Ink colour)
    {
        if (ink == colour) return;
        ink = colour;
        AppendInk(content, colour);
    }

    public static void AppendInk(PdfBuffer target, Ink colour) =>
        target.AppendNumber(colour.Red / 255.0, 3).Append((byte)' ').AppendNumber(colour.Green / 255.0, 3).Append((byte)' ')
            .AppendNumber(colour.Blue / 255.0, 3).Append(" rg\n"u8);
}
