using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using SkiaSharp;

namespace Portal.Bench;

/// <summary>
/// The peer: the same lines, already shaped by HarfBuzz, drawn by Skia's PDF backend. A word's glyphs are taken out of our own form once and kept, as
/// an engine built on Skia would keep them.
/// </summary>
internal sealed class SkiaPages : IPageBackend
{
    private const int MostKept = 100_000;
    private readonly Dictionary<ShapedWord, SkiaWord> kept = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<FontFace, SKTypeface> typefaces = [];
    private readonly Dictionary<(FontFace, double), SKFont> fonts = [];
    private readonly SKTextBlobBuilder builder = new();
    private readonly SKPaint paint = new() { IsAntialias = true };
    private readonly FileStream file;
    private readonly BufferedStream buffered;
    private readonly SKManagedWStream output;
    private readonly SKDocument document;
    private readonly PageSize size;
    private readonly FontFace? colour;
    private SKCanvas canvas = null!;

    public SkiaPages(string path, PageSize size, FontFace? colour)
    {
        (this.size, this.colour) = (size, colour);
        file = File.Create(path);
        buffered = new BufferedStream(file, 1 << 20);
        output = new SKManagedWStream(buffered);
        var made = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata { Title = "Bench", Producer = "bench", RasterDpi = 144, EncodingQuality = 101, Creation = made, Modified = made });
    }

    public int Pages { get; private set; }

    public void BeginPage()
    {
        canvas = document.BeginPage((float)size.Width, (float)size.Height);
        Pages++;
    }

    public void Draw(TextLine line, double x, double baseline)
    {
        if (line.Words.Count == 0) return;
        paint.Color = Colour(line.Style.Ink);
        double at = 0;
        foreach (var word in line.Words)
        {
            Append(WordOf(word), at, line.Style.Size);
            at += word.Width * line.Style.Size;
        }
        using var blob = builder.Build();
        if (blob is not null) canvas.DrawText(blob, (float)x, (float)baseline, paint);
    }

    public void Fill(double x, double y, double width, double height, Ink colour)
    {
        paint.Color = Colour(colour);
        canvas.DrawRect((float)x, (float)y, (float)width, (float)height, paint);
    }

    public void EndPage() => document.EndPage();

    public long Close()
    {
        document.Close();
        output.Flush();
        buffered.Flush();
        return file.Length;
    }

    public void Dispose()
    {
        document.Dispose();
        output.Dispose();
        buffered.Dispose();
        file.Dispose();
        builder.Dispose();
        paint.Dispose();
        foreach (var font in fonts.Values) font.Dispose();
        foreach (var typeface in typefaces.Values) typeface.Dispose();
    }

    private static SKColor Colour(Ink ink) => new((byte)ink.Red, (byte)ink.Green, (byte)ink.Blue);

    private void Append(SkiaWord word, double at, double fontSize)
    {
        var count = word.Glyphs.Length;
        if (count == 0) return;
        var font = FontOf(word.Face, fontSize);
        if (word.Text is { } text)
        {
            var run = builder.AllocateRawPositionedTextRun(font, count, text.Length);
            word.Glyphs.CopyTo(run.Glyphs);
            Place(run.Positions, word, at, fontSize);
            text.CopyTo(run.Text);
            run.Clusters.Clear();
        }
        else
        {
            var run = builder.AllocateRawPositionedRun(font, count);
            word.Glyphs.CopyTo(run.Glyphs);
            Place(run.Positions, word, at, fontSize);
        }
    }

    private static void Place(Span<SKPoint> positions, SkiaWord word, double at, double fontSize)
    {
        for (var i = 0; i < word.X.Length; i++) positions[i] = new SKPoint((float)(at + (word.X[i] * fontSize)), (float)(-word.Y[i] * fontSize));
    }

    private SKFont FontOf(FontFace face, double fontSize)
    {
        if (fonts.TryGetValue((face, fontSize), out var font)) return font;
        if (!typefaces.TryGetValue(face, out var typeface)) typefaces[face] = typeface = SKTypeface.FromFile(face.Path, face.Index);
        return fonts[(face, fontSize)] = new SKFont(typeface, (float)fontSize) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };
    }

    private SkiaWord WordOf(ShapedWord word)
    {
        if (kept.TryGetValue(word, out var known)) return known;
        var taken = word.Font is EmbeddedFont font ? TakeOut(word, font) : Picture(word, (PictureFont)word.Font);
        if (kept.Count == MostKept) kept.Clear();
        return kept[word] = taken;
    }

    private SkiaWord Picture(ShapedWord word, PictureFont font)
    {
        var at = 1;
        var text = font.TextOf(Byte(word.Glyphs, ref at));
        if (colour is null) return new SkiaWord(null!, [], [], [], null);
        using var shaper = colour.NewFont();
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf16(text);
        buffer.GuessSegmentProperties();
        shaper.Shape(buffer);
        ushort[] glyphs = [.. buffer.GetGlyphInfoSpan().ToArray().Select(glyph => (ushort)glyph.Codepoint)];
        return new SkiaWord(colour, glyphs, new double[glyphs.Length], new double[glyphs.Length], Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads the inside of a TJ array: strings of two-byte codes, numbers that move, and rises.</summary>
    private static SkiaWord TakeOut(ShapedWord word, EmbeddedFont font)
    {
        var (glyphs, x, y) = (new List<ushort>(), new List<double>(), new List<double>());
        var bytes = word.Glyphs.AsSpan();
        double pen = 0, rise = 0;
        var risen = 0;
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] == '(')
            {
                for (i++; bytes[i] != ')';)
                {
                    var glyph = Glyph(font, bytes, ref i);
                    glyphs.Add(glyph);
                    x.Add(pen);
                    y.Add(rise);
                    pen += font.AdvanceOf(glyph) / 1000.0;
                }
                i++;
            }
            else if (bytes[i] == ']')
            {
                // "]TJ  Ts[", with the number that goes between in the list of rises; the last sets the line back.
                rise = word.Rises![risen++].Ems;
                i += "]TJ  Ts[".Length;
            }
            else
            {
                if (!Utf8Parser.TryParse(bytes[i..], out int move, out var used)) throw new InvalidOperationException("A word cannot be read back.");
                pen -= move / 1000.0;
                i += used;
            }
        }
        return new SkiaWord(font.Face, [.. glyphs], [.. x], [.. y], word.ReplacementText is { } text ? Encoding.UTF8.GetBytes(text) : null);
    }

    private static ushort Glyph(EmbeddedFont font, ReadOnlySpan<byte> bytes, ref int i)
    {
        int code = Byte(bytes, ref i);
        if (font.Codes.IsGlyphNumbers || code >= 0xC0) code = (code << 8) | Byte(bytes, ref i);
        return font.Codes.GlyphOf(code);
    }

    private static byte Byte(ReadOnlySpan<byte> bytes, ref int i)
    {
        if (bytes[i] != '\\') return bytes[i++];
        i += 2;
        return bytes[i - 1] == 'r' ? (byte)'\r' : bytes[i - 1];
    }

    /// <param name="X">In ems from the word's start.</param>
    /// <param name="Text">UTF-8, where the glyphs alone would mislead a reader's search; else null.</param>
    private sealed record SkiaWord(FontFace Face, ushort[] Glyphs, double[] X, double[] Y, byte[]? Text);
}
