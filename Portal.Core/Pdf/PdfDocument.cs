using System.Security.Cryptography;
using System.Text;
using Portal.Core.Pdf.Composition;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf;

/// <summary>
/// Writes a PDF block by block, from top to bottom, to a stream that need not seek. Pages leave memory as they fill, so a document of a million
/// rows takes no more of it than one of a thousand. Tagged (PDF/UA-1), archival (PDF/A-2a) and, where a signer is given, signed in the same pass.
/// Not for two threads at once. The stream is left open.
/// </summary>
public sealed class PdfDocument : IDisposable
{
    private readonly PdfDocumentOptions options;
    private readonly PdfObjects objects;
    private readonly PageTree pages;
    private readonly DocumentFonts fonts;
    private readonly StructureTree structure;
    private readonly OutlineTree outline;
    private readonly PageFlow flow;
    private readonly PageCanvas canvas;
    private readonly DocumentParts parts;
    private readonly List<TextLine> lines = [];
    private readonly int catalog;
    private readonly SignatureFields? signature;
    private IDisposable? openTable;
    private bool finished;

    /// <exception cref="FontsMissingException">No font on this machine can write even Latin text.</exception>
    public PdfDocument(Stream stream, PdfDocumentOptions options)
    {
        options.Fonts.EnsureUsable();
        this.options = options;
        objects = new PdfObjects(stream);
        catalog = objects.Reserve();
        signature = options.Signing is { } signing ? SignatureFields.Reserve(objects, signing) : null;
        pages = new PageTree(objects);
        fonts = new DocumentFonts(objects, options.Fonts);
        Text = new TextEngine(fonts);
        structure = new StructureTree(objects);
        outline = new OutlineTree(objects);
        canvas = new PageCanvas(objects, structure, options.PageSize);
        flow = new PageFlow(objects, pages, canvas, Text, options, signature?.Annotations ?? []);
        parts = new DocumentParts(flow, canvas, structure, outline, Text);
    }

    /// <summary>What could not be shown so far. Print it at the document's end.</summary>
    public TextDiagnostics Diagnostics => Text.Diagnostics;

    /// <summary>The number of the page that is open, or of the next one.</summary>
    public int PageNumber => flow.PageNumber;

    internal TextEngine Text { get; }

    /// <param name="level">1 to 4. Never the last thing on a page.</param>
    /// <param name="inOutline">Also listed in the reader's side panel.</param>
    /// <param name="quiet">Set as the level below: for a document that is read, not leafed through.</param>
    public void Heading(int level, string text, bool inOutline = true, bool quiet = false)
    {
        EnsureBetweenBlocks();
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 4);
        var look = quiet ? level + 1 : level;
        var style = Typography.Heading(look);
        var (before, after) = Typography.HeadingSpace(look);
        if (level <= 2) flow.Section = text;
        Text.Layout(text, style, flow.Width, lines);
        flow.Space(before);
        flow.Need(Math.Min((lines.Count * style.Leading) + after + (4 * Typography.Body.Leading), flow.PageHeight));
        if (inOutline) AddOutline(text, level);
        var element = structure.Open(parts.Section(begin: level == 1), FormattableString.Invariant($"H{level}"));
        DrawLines(element, flow.Left, flow.Width, keepTogether: false);
        flow.Space(after);
    }

    /// <summary>A paragraph; line ends in the text begin new lines.</summary>
    public void Paragraph(string text, ParagraphStyle style = ParagraphStyle.Body)
    {
        EnsureBetweenBlocks();
        var look = Typography.Of(style);
        Text.Layout(text, look, flow.Width, lines);
        DrawLines(structure.Open(parts.Section(), "P"), flow.Left, flow.Width, keepTogether: lines.Count <= 3);
        flow.Space(look.Leading * 0.55);
    }

    /// <summary>Points, each behind a bullet; line ends in a point begin new lines.</summary>
    public void List(IEnumerable<string> items, ParagraphStyle style = ParagraphStyle.Body)
    {
        EnsureBetweenBlocks();
        var look = Typography.Of(style);
        var list = structure.Open(parts.Section(), "L", "/A<</O/List/ListNumbering/Disc>>");
        foreach (var item in items)
        {
            var point = structure.Open(list, "LI");
            Text.Layout("\u2022", look, Typography.ListIndent, lines);
            var bullet = lines[0];
            lines.Clear();
            Text.Layout(item, look, flow.Width - Typography.ListIndent, lines);
            var keepTogether = lines.Count <= 3;
            flow.Need(keepTogether ? Math.Min(lines.Sum(line => line.Height), flow.PageHeight) : lines[0].Height);
            var label = structure.Open(point, "Lbl");
            canvas.BeginContent(label);
            canvas.Draw(bullet, flow.Left, flow.Y + lines[0].Baseline);
            canvas.EndMarked();
            structure.Close(label);
            DrawLines(structure.Open(point, "LBody"), flow.Left + Typography.ListIndent, flow.Width - Typography.ListIndent, keepTogether);
            structure.Close(point);
            flow.Space(look.Leading * 0.25);
        }
        structure.Close(list);
        flow.Space(look.Leading * 0.3);
    }

    /// <summary>Names and values in two columns.</summary>
    public void KeyValues(IEnumerable<KeyValue> items)
    {
        EnsureBetweenBlocks();
        var keyWidth = Math.Round(flow.Width * 0.3);
        var valueX = keyWidth + Typography.ColumnGap;
        var frame = new TableFrame(parts, [(0, keyWidth, ColumnAlign.Start), (valueX, flow.Width - valueX, ColumnAlign.Start)], []);
        foreach (var item in items)
        {
            frame.ClearRow();
            frame.Cells[0].Add(Text, item.Key, Typography.Key);
            frame.Cells[1].Add(Text, item.Value, item.Fixed ? Typography.ValueCode : Typography.Value);
            frame.PaintRow(headers: 1);
        }
        frame.Close();
    }

    /// <summary>Begins a table whose titles stand on each of its pages. Dispose it to end it.</summary>
    public PdfTable BeginTable(params IReadOnlyList<TableColumn> columns)
    {
        EnsureBetweenBlocks();
        if (columns.Count == 0) throw new ArgumentException("A table needs a column.", nameof(columns));
        var table = new PdfTable(this, parts, columns);
        openTable = table;
        return table;
    }

    /// <summary>Begins a run of messages. Dispose it to end it.</summary>
    public MessageTable BeginMessages(MessageColumns? columns = null)
    {
        EnsureBetweenBlocks();
        var table = new MessageTable(this, parts, columns ?? new MessageColumns());
        openTable = table;
        return table;
    }

    /// <summary>A tinted box that says one thing, such as a warning.</summary>
    public void Callout(string title, string text, CalloutTone tone = CalloutTone.Note)
    {
        EnsureBetweenBlocks();
        const double inset = 14, padding = 9;
        var (edge, tint) = tone == CalloutTone.Warning ? (Typography.Amber, Typography.AmberTint) : (Typography.Accent, Typography.Tint);
        var width = flow.Width - (2 * inset);
        if (title.Length > 0) Text.Layout(title, Typography.Strong, width, lines);
        var titleLines = lines.Count;
        Text.Layout(text, Typography.Body, width, lines);
        var height = lines.Sum(line => line.Height) + (2 * padding);
        flow.Space(4);
        flow.Need(Math.Min(height, flow.PageHeight * 0.6));
        var (titleElement, textElement) = (titleLines > 0 ? structure.Open(parts.Section(), "P") : null, structure.Open(parts.Section(), "P"));
        for (var at = 0; at < lines.Count;)
        {
            if (at > 0) flow.NextPage();
            var (count, used) = (0, 2 * padding);
            while (at + count < lines.Count && (count == 0 || used + lines[at + count].Height <= flow.Room)) used += lines[at + count++].Height;
            canvas.Fill(flow.Left, flow.Y, flow.Width, used, tint);
            canvas.Fill(flow.Left, flow.Y, 3, used, edge);
            var y = flow.Y + padding;
            DrawRange(titleElement, at, Math.Min(titleLines, at + count), flow.Left + inset, width, ref y);
            DrawRange(textElement, Math.Max(titleLines, at), at + count, flow.Left + inset, width, ref y);
            flow.Advance(used);
            at += count;
        }
        if (titleElement is not null) structure.Close(titleElement);
        structure.Close(textElement);
        Text.Return(lines);
        flow.Space(12);
    }

    /// <summary>A hairline across the page.</summary>
    public void Rule()
    {
        EnsureBetweenBlocks();
        flow.Space(6);
        flow.Need(12);
        canvas.Fill(flow.Left, flow.Y, flow.Width, Typography.Hairline, Typography.Line);
        flow.Space(10);
    }

    /// <summary>Empty height, in points; none at the top of a page.</summary>
    public void Space(double points)
    {
        EnsureBetweenBlocks();
        flow.Space(points);
    }

    /// <summary>The next block starts a new page unless this height, in points, is left on the page.</summary>
    public void Keep(double points)
    {
        EnsureBetweenBlocks();
        flow.Need(Math.Min(points, flow.PageHeight));
    }

    /// <summary>The next block starts a new page. Nothing where one has just started.</summary>
    public void PageBreak()
    {
        EnsureBetweenBlocks();
        if (!flow.AtTop) flow.End();
    }

    /// <summary>Adds an entry to the reader's side panel that leads to this place; also between the rows of an open table.</summary>
    public void AddOutline(string title, int level)
    {
        if (finished) throw new InvalidOperationException("The document is finished.");
        flow.Need(Typography.Body.Leading * 3);
        outline.Add(title, level, canvas.Page, flow.DistanceFromFoot(flow.Y) + 12);
    }

    /// <summary>Writes what remains, signs if asked, and closes the file. Nothing may be added afterwards.</summary>
    /// <exception cref="InvalidOperationException">The document has stamps, which only a binder can write.</exception>
    public PdfSummary Finish()
    {
        if (options.StampCharacters.Length > 0) throw new InvalidOperationException("A document with stamps is finished as a draft.");
        var (trailer, plan) = WriteWhatRemains();
        if (plan is null) objects.Finish(trailer);
        else new SignedFinish(objects.Output, options, plan).Finish(ending => objects.FinishSigned(trailer, ending));
        return new PdfSummary(pages.Count, objects.Output.Position, Convert.ToHexStringLower(objects.Output.HashWith(default)), Diagnostics);
    }

    /// <summary>
    /// Writes what remains but for the stamps and, where a signer is given, the signature's value, and closes the file: no reader shows it whole
    /// before <see cref="PdfBinder"/> has completed it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The document has no stamps.</exception>
    /// <exception cref="ArgumentException">The text face lacks a character that a stamp may hold.</exception>
    public PdfDraft FinishDraft()
    {
        if (options.StampCharacters.Length == 0) throw new InvalidOperationException("A document without stamps is finished at once.");
        var characters = PageStamp.Prepare(Text, options.StampCharacters);
        var (trailer, plan) = WriteWhatRemains();
        var revision = objects.Finish(trailer);
        return new PdfDraft(
            pages.Count, revision.Length, Convert.ToHexStringLower(objects.Output.HashWith(default)), flow.Stamps, characters,
            revision.CrossReferencesAt, revision.Size, trailer.Root, trailer.Information, trailer.FileId) { Signature = plan };
    }

    public void Dispose()
    {
        Text.Dispose();
        fonts.Dispose();
        objects.Dispose();
    }

    internal void Release(IDisposable table)
    {
        if (ReferenceEquals(openTable, table)) openTable = null;
    }

    private void EnsureBetweenBlocks()
    {
        if (finished) throw new InvalidOperationException("The document is finished.");
        if (openTable is not null) throw new InvalidOperationException("End the open table first: dispose it.");
    }

    private void DrawLines(StructureElement element, double x, double width, bool keepTogether)
    {
        if (keepTogether) flow.Need(Math.Min(lines.Sum(line => line.Height), flow.PageHeight));
        for (var at = 0; at < lines.Count;)
        {
            flow.Need(lines[at].Height);
            var (end, room) = (at, flow.Room);
            while (end < lines.Count && (end == at || lines[end].Height <= room)) room -= lines[end++].Height;
            var y = flow.Y;
            DrawRange(element, at, end, x, width, ref y);
            flow.Advance(y - flow.Y);
            at = end;
        }
        structure.Close(element);
        Text.Return(lines);
    }

    private void DrawRange(StructureElement? element, int start, int end, double x, double width, ref double y)
    {
        if (element is null || start >= end) return;
        canvas.BeginContent(element);
        for (var i = start; i < end; i++)
        {
            canvas.Draw(lines[i], lines[i].RightToLeft ? x + width - lines[i].Width : x, y + lines[i].Baseline);
            y += lines[i].Height;
        }
        canvas.EndMarked();
    }

    private (PdfTrailer Trailer, SignaturePlan? Plan) WriteWhatRemains()
    {
        EnsureBetweenBlocks();
        finished = true;
        parts.CloseSection();
        flow.Finish();
        signature?.Write(objects, structure, flow.FirstPage ?? throw new InvalidOperationException("A signed document needs a page."));
        pages.Finish();
        outline.Finish();
        structure.Finish();
        fonts.Finish();
        var metadata = new DocumentMetadata(options.Title, options.Author, options.Subject, options.Language, options.Producer, options.CreatedUtc);
        var information = objects.Reserve();
        objects.Write(information, metadata.InformationDictionary());
        var catalogEntries = WriteCatalog(metadata);
        return (new PdfTrailer(catalog, information, Convert.ToHexString(FileId())), signature?.Plan(catalogEntries));
    }

    /// <summary>Writes the catalog and returns it without its closing brackets, for an update that has to say it again.</summary>
    private string WriteCatalog(DocumentMetadata metadata)
    {
        var (xmp, profile, intent) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        objects.WriteStream(xmp, "/Type/Metadata/Subtype/XML", metadata.Xmp(), deflate: false);
        objects.WriteStream(profile, "/N 3/Alternate/DeviceRGB", SrgbProfile.Create());
        objects.Write(intent, FormattableString.Invariant(
            $"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>"));
        var body = new PdfBuffer().Append("<</Type/Catalog/Pages "u8).AppendReference(pages.Root).Append("/Lang"u8).AppendText(options.Language)
            .Append("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot "u8).AppendReference(structure.Root)
            .Append("/Metadata "u8).AppendReference(xmp).Append("/OutputIntents["u8).AppendReference(intent)
            .Append("]/PageLabels<</Nums[0<</S/D/St "u8).Append(options.FirstPageNumber).Append(">>]>>"u8);
        if (outline.Root is { } root) body.Append("/Outlines "u8).AppendReference(root).Append("/PageMode/UseOutlines"u8);
        if (signature is not null) body.Append("/AcroForm "u8).AppendReference(signature.Form);
        var open = Encoding.Latin1.GetString(body.Written);
        objects.WritePlain(catalog, body.Append(">>"u8).Written);
        return open;
    }

    private byte[] FileId()
    {
        if (options.FileId is { } id) return id.ToByteArray(bigEndian: true);
        var seed = string.Join('\n', options.Title, options.Author, options.Subject, DocumentMetadata.PdfDate(options.CreatedUtc));
        return SHA256.HashData(Encoding.UTF8.GetBytes(seed))[..16];
    }
}
