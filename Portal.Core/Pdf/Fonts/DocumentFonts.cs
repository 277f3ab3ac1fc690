using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>The fonts one document has used so far. Each has its object number from the start and is written at the end.</summary>
internal sealed class DocumentFonts : IDisposable
{
    private readonly PdfObjects objects;
    private readonly Dictionary<FontFace, EmbeddedFont> byFace = [];
    private readonly List<EmbeddedFont> fonts = [];
    private int slots;

    public DocumentFonts(PdfObjects objects, FontLibrary library)
    {
        this.objects = objects;
        Fallback = new FontFallback(library);
        Pictures = new PictureFonts(objects, () => slots++);
    }

    public FontFallback Fallback { get; }

    public PictureFonts Pictures { get; }

    public EmbeddedFont Use(FontFace face)
    {
        if (byFace.TryGetValue(face, out var font)) return font;
        byFace[face] = font = new EmbeddedFont(face, slots++, face.IsColour ? 0 : objects.Reserve());
        fonts.Add(font);
        return font;
    }

    public void Finish()
    {
        Pictures.Write();
        var codes = objects.Reserve();
        objects.WriteStream(
            codes,
            $"/Type/CMap/CMapName/{CharacterMaps.CodesName}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            CharacterMaps.Codes());
        foreach (var font in fonts.Where(font => font.IsUsed && !font.Face.IsColour)) font.Write(objects, codes);
    }

    public void Dispose()
    {
        foreach (var font in fonts) font.Shaper.Dispose();
    }
}
