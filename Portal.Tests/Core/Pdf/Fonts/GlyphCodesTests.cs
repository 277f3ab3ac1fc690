using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Tests.Core.Pdf.Fonts;

public sealed class GlyphCodesTests
{
    private static FontFace Regular
    {
        get
        {
            PdfTrial.RequireFonts();
            return FontLibrary.System.Primary(FontRole.Regular);
        }
    }

    [Fact]
    public void Codes_OfMoreGlyphsThanAByteHolds_AreAllDifferentAndReadBack()
    {
        var codes = new GlyphCodes(Regular);
        var count = Math.Min(Regular.GlyphCount - 1, 2_000);
        for (var glyph = 1; glyph <= count; glyph++) codes.Assign((ushort)glyph, '\0');
        var given = Enumerable.Range(1, count).Select(glyph => (int)codes.Of((ushort)glyph)).ToList();
        Assert.Equal(count, given.Distinct().Count());
        Assert.All(Enumerable.Range(1, count), glyph => Assert.Equal(glyph, codes.GlyphOf(codes.Of((ushort)glyph))));
        // 192 but for what would have to be escaped, and 0.
        Assert.Equal(Math.Min(count, 187), given.Count(code => codes.LengthOf(code) == 1));
        Assert.DoesNotContain(given, code => code is 0 or '(' or ')' or '\\' or '\r' or (> 0xBF and < 0xC000) or >= 0xF800);
        var map = codes.ToGlyphNumbers();
        Assert.All(given, code => Assert.Equal(codes.GlyphOf(code), (map[code * 2] << 8) | map[(code * 2) + 1]));
    }

    [Fact]
    public void Code_OfPrintableAscii_IsItsOwn()
    {
        var codes = new GlyphCodes(Regular);
        codes.Assign(40, 'm');
        codes.Assign(41, '(');
        codes.Assign(42, 'é');
        Assert.Equal('m', codes.Of(40));
        Assert.Equal((0x80, 0x81), (codes.Of(41), codes.Of(42)));
    }

    [Fact]
    public void CompactFace_IsNamedByGlyphNumbers()
    {
        PdfTrial.RequireFonts();
        if (FontLibrary.System.Named("NotoSansCJK-Regular") is not { IsCompact: true } face)
        {
            Assert.Skip("No font in compact outlines is installed. Install fonts-noto-cjk.");
            return;
        }
        var codes = new GlyphCodes(face);
        codes.Assign(40, 'm');
        Assert.Equal((40, 2), (codes.Of(40), codes.LengthOf(40)));
    }

    /// <summary>The short cut must give what the shaper gives, or leave it to the shaper.</summary>
    [Theory]
    [InlineData(FontRole.Mono, "C49GC1K7AB2FYSTFFSN3MCBSGF 5c385d6d-334e->=!fi")]
    [InlineData(FontRole.Regular, "07:58:46.637")]
    [InlineData(FontRole.Bold, "1,234-5.678")]
    internal void UnjoinedText_IsSetAsTheShaperSetsIt(FontRole role, string text)
    {
        PdfTrial.RequireFonts();
        using var objects = new PdfObjects(Stream.Null);
        using var fonts = new DocumentFonts(objects, FontLibrary.System);
        using var shaper = new TextShaper(fonts);
        var face = fonts.Fallback.Primary(role);
        Assert.True(face.SetsUnjoined(text));
        var shaped = shaper.Shape(text, face, rightToLeft: false);
        var set = fonts.Use(face).EncodeUnjoined(text);
        Assert.Equal(shaped.Glyphs, set.Glyphs);
        Assert.Equal(shaped.Width, set.Width, 3);
    }

    [Fact]
    public void KernedPairs_AreLeftToTheShaper() => Assert.False(Regular.SetsUnjoined("AVToy"));
}
