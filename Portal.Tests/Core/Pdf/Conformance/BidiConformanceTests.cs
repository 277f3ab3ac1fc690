using System.Globalization;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Tests.Core.Pdf.Conformance;

/// <summary>BidiCharacterTest.txt of the Unicode Consortium, all of it, through the parts the engine itself uses.</summary>
public sealed class BidiConformanceTests
{
    private const string TestFile = "BidiCharacterTest.txt";

    [Fact]
    public void Levels_OfEveryCase_AreThoseOfTheStandard()
    {
        using var bidi = new Icu.Bidi();
        var levels = new byte[4096];
        var (cases, failed) = (0, new List<int>());
        foreach (var each in Cases())
        {
            cases++;
            var paragraph = bidi.Levels(each.Text, levels, each.Paragraph);
            if (paragraph != each.ParagraphLevel || !Agree(each, levels)) failed.Add(each.Line);
        }
        KnownExceptions.AssertExactly(KnownExceptions.Bidi, failed);
        Assert.Equal(91_707, cases);
    }

    [Fact]
    public void LineFiller_OnTheLevelsOfEveryCase_PutsCharactersInTheStandardsOrder()
    {
        PdfTrial.RequireFonts();
        using var objects = new PdfObjects(Stream.Null);
        using var fonts = new DocumentFonts(objects, FontLibrary.System);
        using var shaper = new TextShaper(fonts);
        var line = new TextLine();
        var filler = new LineFiller(fonts, shaper, () => line, new TextDiagnostics());
        var slot = fonts.Use(fonts.Fallback.Primary(FontRole.Regular));
        var words = Enumerable.Range(0, 1000).Select(_ => new ShapedWord(slot, [], 0)).ToArray();
        var numbers = words.Select((word, i) => (word, i)).ToDictionary(pair => (object)pair.word, pair => pair.i, ReferenceEqualityComparer.Instance);
        var style = new TextStyle(FontRole.Regular, 10, 12, default);
        var (cases, failed) = (0, new List<int>());
        foreach (var each in Cases())
        {
            cases++;
            filler.Begin(style, 500, each.ParagraphLevel, []);
            for (var i = 0; i < each.Levels.Length; i++)
            {
                if (each.Levels[i] is { } level) filler.Add(words[i], level, isSpace: false);
            }
            filler.Break();
            if (!line.Words.Select(word => numbers[word]).SequenceEqual(each.Order)) failed.Add(each.Line);
        }
        Assert.Empty(failed);
        Assert.Equal(91_707, cases);
    }

    private static bool Agree(BidiCase each, ReadOnlySpan<byte> levels)
    {
        var at = 0;
        foreach (var (rune, i) in each.Text.EnumerateRunes().Select((rune, i) => (rune, i)))
        {
            if (each.Levels[i] is { } expected && levels[at] != expected) return false;
            at += rune.Utf16SequenceLength;
        }
        return true;
    }

    private static IEnumerable<BidiCase> Cases()
    {
        foreach (var (line, text) in UnicodeData.Cases(TestFile))
        {
            var fields = text.Split(';');
            yield return new BidiCase(
                line,
                UnicodeData.Text(fields[0]),
                fields[1] == "2" ? Icu.DefaultLeftToRight : byte.Parse(fields[1], CultureInfo.InvariantCulture),
                Number(fields[2]),
                [.. fields[3].Split(' ').Select(level => level == "x" ? (int?)null : Number(level))],
                [.. fields[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)]);
        }
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    /// <param name="Levels">One a code point; null where rule X9 removes it.</param>
    /// <param name="Order">Indices of code points from left to right.</param>
    private sealed record BidiCase(int Line, string Text, byte Paragraph, int ParagraphLevel, int?[] Levels, int[] Order);
}
