using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>One Type 3 font of pictures: at most 255 codes, each a drawing that reads as a text.</summary>
internal sealed class PictureFont(int index, int objectNumber) : FontSlot(index, objectNumber, 0.9, 0.25)
{
    private readonly List<(int Procedure, int Width, string Text)> glyphs = [];
    private readonly HashSet<string> pictures = [];
    private FontSlot? label;

    public int Count => glyphs.Count;

    /// <summary>What a code of this font reads as.</summary>
    public string TextOf(byte code) => glyphs[code - 1].Text;

    public byte Add(int procedure, double width, string text, string image, FontSlot? labelFont)
    {
        glyphs.Add((procedure, (int)Math.Round(width * 1000), text));
        if (image.Length > 0) pictures.Add(image);
        label ??= labelFont;
        return (byte)glyphs.Count;
    }

    public void Write(PdfObjects objects)
    {
        var (toUnicode, measure) = (objects.Reserve(), objects.Reserve());
        // Extractors guess a Type 3 font's size from its letter m; without one they take a wide box for huge text on another line.
        objects.WriteStream(measure, "", "600 0 d0"u8, deflate: false);
        glyphs.Add((measure, 600, "m"));
        objects.WriteStream(toUnicode, "", CharacterMaps.ToUnicode(glyphs.Select((glyph, i) => (i + 1, glyph.Text)), codes: null));
        var body = new PdfBuffer().Append("<</Type/Font/Subtype/Type3/FontBBox[0 -300 4000 1000]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<"u8);
        for (var i = 0; i < glyphs.Count; i++) body.Append(NameOf(i)).Append((byte)' ').AppendReference(glyphs[i].Procedure);
        body.Append(">>/Encoding<</Type/Encoding/Differences[1"u8);
        for (var i = 0; i < glyphs.Count; i++) body.Append(NameOf(i));
        body.Append("]>>/FirstChar 1/LastChar "u8).Append(glyphs.Count).Append("/Widths["u8);
        foreach (var glyph in glyphs) body.Append(glyph.Width).Append((byte)' ');
        body.Append("]/Resources<<"u8);
        if (label is not null) body.Append("/Font<</L "u8).AppendReference(label.ObjectNumber).Append(">>"u8);
        body.Append("/XObject<<"u8);
        foreach (var picture in pictures) body.Append(picture);
        objects.Write(ObjectNumber, body.Append(">>>>/ToUnicode "u8).AppendReference(toUnicode).Append(">>"u8));
    }

    private string NameOf(int index) => index == glyphs.Count - 1 ? "/m" : FormattableString.Invariant($"/p{index + 1}");
}
