namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// How high and deep a face's lines are, in ems. What a font claims is taken where it is ordinary and its ink keeps to it. Some claim room for
/// stacks seen once in a lifetime, and every line would pay for them; others (Khmer) claim less than their letters take.
/// </summary>
internal static class FaceHeight
{
    private const double OrdinaryAscent = 1.1, OrdinaryDescent = 0.35;
    private const double Clearance = 0.05;
    private const int MostMeasured = 1000;

    public static (double Ascent, double Descent) Measure(FontFace face)
    {
        using var font = face.NewFont();
        font.TryGetHorizontalFontExtents(out var claimed);
        var step = Math.Max(1, face.GlyphCount / MostMeasured);
        var (tops, bottoms) = (new List<int>(), new List<int>());
        for (var glyph = 0; glyph < face.GlyphCount; glyph += step)
        {
            if (!font.TryGetGlyphExtents((uint)glyph, out var ink) || ink.Height == 0) continue;
            tops.Add(ink.YBearing);
            bottoms.Add(-ink.YBearing - ink.Height);
        }
        return (
            Math.Clamp(Settle(claimed.Ascender, tops, OrdinaryAscent), 0.6, 1.4),
            Math.Clamp(Settle(-claimed.Descender, bottoms, OrdinaryDescent), 0.15, 0.9));

        double Settle(int claim, List<int> ink, double ordinary)
        {
            var said = claim / (double)face.UnitsPerEm;
            if (ink.Count == 0) return said;
            ink.Sort();
            // Nineteen shapes of twenty: the rest are the rare stacks.
            var seen = (ink[ink.Count * 19 / 20] / (double)face.UnitsPerEm) + Clearance;
            return said > ordinary ? Math.Min(said, seen) : Math.Max(said, seen - Clearance);
        }
    }
}
