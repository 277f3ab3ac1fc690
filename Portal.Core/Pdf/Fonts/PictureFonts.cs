using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// Glyphs that are drawings: colour emoji, and boxes for what cannot be shown otherwise. They are Type 3 fonts, so that each drawing is
/// text to whoever searches or copies, and is stored once however often it is used.
/// </summary>
internal sealed class PictureFonts(PdfObjects objects, Func<int> nextSlot)
{
    private const int GlyphsPerFont = 200;
    private const double BoxLabelSize = 0.56;
    private readonly Dictionary<(ushort Glyph, string Text), ShapedWord?> emoji = [];
    private readonly Dictionary<ushort, int?> images = [];
    private readonly Dictionary<string, ShapedWord> boxes = [];
    private readonly PdfBuffer procedure = new(256);
    private readonly List<PictureFont> fonts = [];

    /// <summary>The colour glyph as a word that reads as <paramref name="text"/>; null where the font has no picture for it.</summary>
    public ShapedWord? Emoji(EmbeddedFont font, ushort glyph, string text)
    {
        if (emoji.TryGetValue((glyph, text), out var word)) return word;
        if (Image(font, glyph) is { } image)
        {
            var width = Math.Round(font.Shaper.GetHorizontalGlyphAdvance(glyph) * 1000.0 / font.Face.UnitsPerEm);
            // A bitmap font's own box is wide and sits high; drawn on 1.17 em of width it stands on the baseline like a capital.
            procedure.Clear().AppendNumber(width, 0).Append(" 0 d0 q 1170 0 0 1101 "u8).AppendNumber((width - 1170) / 2, 0).Append(" -200 cm/E"u8).Append(glyph).Append(" Do Q"u8);
            word = Add(text, width / 1000, FormattableString.Invariant($"/E{glyph} {image} 0 R"));
        }
        return emoji[(glyph, text)] = word;
    }

    /// <summary>A box with a label such as "U+1F9FF" or "NUL", which reads as <paramref name="text"/>.</summary>
    public ShapedWord Box(string label, string text, ShapedWord labelWord)
    {
        if (boxes.TryGetValue(label, out var word)) return word;
        var labelWidth = labelWord.Width * BoxLabelSize * 1000;
        var width = Math.Ceiling(labelWidth + 260);
        procedure.Clear().AppendNumber(width, 0).Append(" 0 d0 36 w 58 -130 "u8).AppendNumber(width - 116, 0).Append(" 880 re S BT /L "u8)
            .AppendNumber(BoxLabelSize * 1000, 0).Append(" Tf 130 110 Td["u8).Append(labelWord.Glyphs).Append("]TJ ET"u8);
        word = Add(text, width / 1000, "", labelWord.Font);
        return boxes[label] = word;
    }

    public void Write()
    {
        foreach (var font in fonts) font.Write(objects);
    }

    private ShapedWord Add(string text, double width, string image, FontSlot? labelFont = null)
    {
        if (fonts.Count == 0 || fonts[^1].Count == GlyphsPerFont)
        {
            fonts.Add(new PictureFont(nextSlot(), objects.Reserve()));
        }
        var stream = objects.Reserve();
        objects.WriteStream(stream, "", procedure.Written, deflate: false);
        var code = fonts[^1].Add(stream, width, text, image, labelFont);
        var bytes = new PdfBuffer(4).Append((byte)'(');
        bytes.AppendLiteralByte(code);
        return new ShapedWord(fonts[^1], bytes.Append((byte)')').Written.ToArray(), width, PrivateUse.IsIn(text) ? text : null);
    }

    private int? Image(EmbeddedFont font, ushort glyph)
    {
        if (images.TryGetValue(glyph, out var known)) return known;
        if (PngImage.TryDecode(HarfBuzz.ColourPng(font.Shaper.Handle, glyph)) is not { } png) return images[glyph] = null;
        var mask = objects.Reserve();
        objects.WriteStream(mask, Entries("DeviceGray", ""), png.Alpha);
        var colour = objects.Reserve();
        objects.WriteStream(colour, Entries("DeviceRGB", FormattableString.Invariant($"/SMask {mask} 0 R")), png.Colour);
        return images[glyph] = colour;

        string Entries(string space, string more) => FormattableString.Invariant(
            $"/Type/XObject/Subtype/Image/Width {png.Width}/Height {png.Height}/BitsPerComponent 8/ColorSpace/{space}{more}");
    }
}
