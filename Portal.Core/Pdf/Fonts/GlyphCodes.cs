using Portal.Core.Pdf.Writing;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// The codes by which a page names a face's glyphs. Most faces: in the order of first use, the first 187 of one byte, which is all of most scripts, the
/// others of two; printable ASCII keeps its own code where it can, so that a page's content can be read. That is half the bytes of plain glyph numbers, and a
/// fifth less after compression. Faces in compact outlines, whose glyphs a PDF finds by number only, and huge ones: the glyph's number in two bytes.
/// </summary>
internal sealed class GlyphCodes
{
    private const int OneByteCodes = 0xC0, FirstTwoByteCode = 0xC000, EndOfTwoByteCodes = 0xF800;
    private readonly ushort[] codes;
    private readonly ushort[] glyphs = [];
    private readonly bool[] taken = [];
    private int nextOneByte = 0x80;
    private int nextTwoByte = FirstTwoByteCode;
    private bool asciiGivenUp;

    public GlyphCodes(FontFace face)
    {
        IsGlyphNumbers = face.IsCompact || face.GlyphCount > EndOfTwoByteCodes - FirstTwoByteCode;
        codes = new ushort[face.GlyphCount];
        if (IsGlyphNumbers) return;
        glyphs = new ushort[EndOfTwoByteCodes];
        taken = new bool[OneByteCodes];
        // These would have to be escaped in every string they stand in; 0 means that a glyph has no code yet.
        foreach (var awkward in "()\\\r\0") taken[awkward] = true;
    }

    /// <summary>The codes are the glyphs' own numbers.</summary>
    public bool IsGlyphNumbers { get; }

    /// <summary>Gives the glyph a code, if it has none. <paramref name="character"/> is what it stands for; 0 where that is no single character.</summary>
    public void Assign(ushort glyph, char character)
    {
        if (IsGlyphNumbers || codes[glyph] != 0) return;
        var code = character is >= ' ' and < '\x7F' && !taken[character] ? character : FreeOneByte() ?? nextTwoByte++;
        if (code < OneByteCodes) taken[code] = true;
        codes[glyph] = (ushort)code;
        glyphs[code] = glyph;
    }

    /// <summary>Appends the glyph's code as bytes of a literal string.</summary>
    public void Append(PdfBuffer target, ushort glyph)
    {
        var code = Of(glyph);
        if (IsGlyphNumbers || code >= FirstTwoByteCode) target.AppendLiteralByte((byte)(code >> 8));
        target.AppendLiteralByte((byte)code);
    }

    /// <summary>The glyph's code, which is also the number (CID) by which the font's tables name it.</summary>
    public ushort Of(ushort glyph)
    {
        if (IsGlyphNumbers) return glyph;
        if (codes[glyph] == 0) Assign(glyph, '\0');
        return codes[glyph];
    }

    /// <summary>The glyph that a code was given to; 0 where it was given to none.</summary>
    public ushort GlyphOf(int code) => IsGlyphNumbers ? (ushort)code : glyphs[code];

    /// <summary>Bytes of a code.</summary>
    public int LengthOf(int code) => IsGlyphNumbers || code >= FirstTwoByteCode ? 2 : 1;

    /// <summary>For each code the glyph's number, two bytes each, as a PDF's /CIDToGIDMap wants it.</summary>
    public byte[] ToGlyphNumbers()
    {
        var last = Array.FindLastIndex(glyphs, glyph => glyph != 0);
        var map = new byte[(last + 1) * 2];
        for (var code = 0; code <= last; code++) (map[code * 2], map[(code * 2) + 1]) = ((byte)(glyphs[code] >> 8), (byte)glyphs[code]);
        return map;
    }

    /// <summary>The codespace as a character map states it.</summary>
    public static void AppendCodespace(PdfBuffer map) => map.Append("2 begincodespacerange\n<00><BF>\n<C000><F7FF>\nendcodespacerange\n"u8);

    /// <summary>The upper half first, then the controls, at last what printable ASCII has not taken; null when there is none left.</summary>
    private int? FreeOneByte()
    {
        while (true)
        {
            for (var tries = 0; tries < OneByteCodes; tries++)
            {
                var code = nextOneByte;
                nextOneByte = (nextOneByte + 1) % OneByteCodes;
                if (!taken[code] && (asciiGivenUp || code is < ' ' or >= 0x7F)) return code;
            }
            if (asciiGivenUp) return null;
            asciiGivenUp = true;
        }
    }
}
