namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// Which glyphs of a face a document has drawn, how wide they are and which characters they stand for. Arrays by glyph number, because
/// this is asked for every glyph of every word.
/// </summary>
internal sealed class GlyphUse(FontFace face)
{
    private const int NotUsed = -1;
    private const int Latin = 0x100;
    private readonly short[] advances = Unused(face.GlyphCount);
    private readonly char[] single = new char[face.GlyphCount];
    private readonly ushort[] latin = new ushort[Latin];
    private readonly Dictionary<ushort, string> characters = [];

    public int Count { get; private set; }

    public GlyphCodes Codes { get; } = new(face);

    /// <summary>In thousandths of an em; negative where the glyph has not been used.</summary>
    public int AdvanceOf(ushort glyph) => advances[glyph];

    public int Use(ushort glyph, int advance)
    {
        Count++;
        return advances[glyph] = (short)Math.Clamp(advance, 0, short.MaxValue);
    }

    /// <summary>Whether the glyph is noted for this one character.</summary>
    public bool StandsFor(ushort glyph, char character) => single[glyph] == character && character != 0;

    public string? CharactersOf(ushort glyph) => characters.GetValueOrDefault(glyph);

    public void Note(ushort glyph, string text)
    {
        characters[glyph] = text;
        single[glyph] = text.Length == 1 ? text[0] : '\0';
        Codes.Assign(glyph, single[glyph]);
    }

    /// <summary>The glyph remembered for a character below U+0100; 0 where none is.</summary>
    public ushort GlyphOf(char character) => character < Latin ? latin[character] : (ushort)0;

    public ushort Remember(char character, ushort glyph)
    {
        if (character < Latin) latin[character] = glyph;
        return glyph;
    }

    /// <summary>The glyphs used, ascending.</summary>
    public ushort[] Glyphs()
    {
        var glyphs = new List<ushort>(Count);
        for (var glyph = 0; glyph < advances.Length; glyph++)
        {
            if (advances[glyph] != NotUsed) glyphs.Add((ushort)glyph);
        }
        return [.. glyphs];
    }

    /// <summary>Codes and what they stand for, ascending.</summary>
    public IEnumerable<(int Code, string Text)> Characters() =>
        from pair in characters let code = (int)Codes.Of(pair.Key) orderby code select (code, pair.Value);

    private static short[] Unused(int count)
    {
        var advances = new short[count];
        Array.Fill(advances, (short)NotUsed);
        return advances;
    }
}
