using HarfBuzzSharp;
using Buffer = HarfBuzzSharp.Buffer;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// Finds out whether a face sets an alphabet glyph by glyph: no ligatures, no kerning. Every pair is shaped once and compared with the glyphs by
/// themselves, so that nothing is assumed of a font.
/// </summary>
internal static class UnjoinedText
{
    public static bool IsUnjoined(Font font, string alphabet)
    {
        using var buffer = new Buffer();
        foreach (var first in alphabet)
        {
            foreach (var second in alphabet)
            {
                buffer.ClearContents();
                buffer.AddUtf16([first, second]);
                buffer.GuessSegmentProperties();
                font.Shape(buffer);
                if (buffer.Length != 2 || !IsNominal(font, buffer, 0, first) || !IsNominal(font, buffer, 1, second)) return false;
            }
        }
        return true;
    }

    private static bool IsNominal(Font font, Buffer buffer, int index, char character)
    {
        if (!font.TryGetNominalGlyph(character, out var glyph) || glyph == 0) return false;
        var position = buffer.GetGlyphPositionSpan()[index];
        return buffer.GetGlyphInfoSpan()[index].Codepoint == glyph && position.XOffset == 0 && position.YOffset == 0
            && position.XAdvance == font.GetHorizontalGlyphAdvance(glyph);
    }
}
