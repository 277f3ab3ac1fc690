using System.Globalization;
using HarfBuzzSharp;
using Portal.Core.Pdf.Fonts;
using Buffer = HarfBuzzSharp.Buffer;

namespace Portal.Core.Pdf.Text;

/// <summary>Turns words into glyphs with HarfBuzz, and remembers the words it has met: messages repeat themselves.</summary>
internal sealed class TextShaper(DocumentFonts fonts) : IDisposable
{
    private const int MostRemembered = 40_000;
    private const int LongestRemembered = 48;
    private const int MarksBeforeClipping = 4;
    private readonly Dictionary<(FontFace, bool), Words> remembered = [];
    private readonly Buffer buffer = new();
    private int rememberedCount;
    private (FontFace Face, bool RightToLeft, Words Words)? latest;

    /// <summary>Shapes text of one font and one direction.</summary>
    public ShapedWord Shape(ReadOnlySpan<char> text, FontFace face, bool rightToLeft)
    {
        if (text.Length > LongestRemembered) return ShapeAnew(text, face, rightToLeft);
        var words = WordsOf(face, rightToLeft);
        if (words.Lookup.TryGetValue(text, out var word)) return word;
        word = ShapeAnew(text, face, rightToLeft);
        if (rememberedCount == MostRemembered)
        {
            foreach (var each in remembered.Values) each.Lookup.Dictionary.Clear();
            rememberedCount = 0;
        }
        words.Lookup.Dictionary[text.ToString()] = word;
        rememberedCount++;
        return word;
    }

    /// <summary>Shapes one emoji cluster into pictures. False where the colour font has none for it.</summary>
    public bool TryShapeEmoji(ReadOnlySpan<char> cluster, FontFace colour, List<ShapedWord> into)
    {
        var font = fonts.Use(colour);
        Fill(cluster, rightToLeft: false);
        font.Shaper.Shape(buffer);
        var glyphs = buffer.GetGlyphInfoSpan();
        var first = into.Count;
        var text = cluster.ToString();
        foreach (var glyph in glyphs)
        {
            // A sequence the font does not join shows its parts; the whole sequence is read once, on the first.
            var word = glyph.Codepoint == 0 ? null : fonts.Pictures.Emoji(font, (ushort)glyph.Codepoint, into.Count == first ? text : "\u2060");
            if (word is not null) into.Add(word);
        }
        return into.Count > first;
    }

    public ShapedWord Box(int codePoint)
    {
        var label = VisibleMark.Label(codePoint);
        var labelWord = Shape(label, fonts.Fallback.Primary(FontRole.Regular), rightToLeft: false);
        return fonts.Pictures.Box(label, VisibleMark.Text(codePoint), labelWord);
    }

    public void Dispose() => buffer.Dispose();

    private ShapedWord ShapeAnew(ReadOnlySpan<char> text, FontFace face, bool rightToLeft)
    {
        var font = fonts.Use(face);
        Fill(text, rightToLeft);
        font.Shaper.Shape(buffer);
        return font.Encode(text, buffer.GetGlyphInfoSpan(), buffer.GetGlyphPositionSpan(), rightToLeft, HasManyMarks(text));
    }

    private void Fill(ReadOnlySpan<char> text, bool rightToLeft)
    {
        buffer.ClearContents();
        buffer.AddUtf16(text);
        buffer.ClusterLevel = ClusterLevel.MonotoneGraphemes;
        buffer.Flags = BufferFlags.RemoveDefaultIgnorables;
        buffer.GuessSegmentProperties();
        buffer.Direction = rightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
    }

    private static bool HasManyMarks(ReadOnlySpan<char> text)
    {
        var marks = 0;
        foreach (var c in text)
        {
            if (c < 0x300) marks = 0;
            else if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                if (++marks >= MarksBeforeClipping) return true;
            }
            else marks = 0;
        }
        return false;
    }

    private Words WordsOf(FontFace face, bool rightToLeft)
    {
        if (latest is { } last && last.RightToLeft == rightToLeft && ReferenceEquals(last.Face, face)) return last.Words;
        if (!remembered.TryGetValue((face, rightToLeft), out var words)) remembered[(face, rightToLeft)] = words = new Words();
        latest = (face, rightToLeft, words);
        return words;
    }

    private sealed class Words
    {
        public Dictionary<string, ShapedWord>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; } =
            new Dictionary<string, ShapedWord>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
