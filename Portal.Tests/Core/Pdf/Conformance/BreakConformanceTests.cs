using Portal.Core.Pdf.Text;

namespace Portal.Tests.Core.Pdf.Conformance;

/// <summary>LineBreakTest.txt and GraphemeBreakTest.txt of the Unicode Consortium through the wrapper the engine uses.</summary>
public sealed class BreakConformanceTests
{
    [Fact]
    public void LineBreaks_OfEveryCase_AreThoseOfTheStandard()
    {
        var (cases, failed) = Run("auxiliary/LineBreakTest.txt", Icu.LineBreaks);
        KnownExceptions.AssertExactly(KnownExceptions.LineBreak, failed);
        Assert.Equal(7_654, cases);
    }

    [Fact]
    public void Clusters_OfEveryCase_AreThoseOfTheStandard()
    {
        var (cases, failed) = Run("auxiliary/GraphemeBreakTest.txt", Icu.CharacterBreaks);
        KnownExceptions.AssertExactly([], failed);
        Assert.Equal(602, cases);
    }

    private static (int Cases, List<int> Failed) Run(string file, int kind)
    {
        using var breaks = new Icu.Breaks(kind);
        var marks = new bool[256];
        var (cases, failed) = (0, new List<int>());
        foreach (var (line, each) in UnicodeData.Cases(file))
        {
            cases++;
            var (text, expected) = UnicodeData.BreakCase(each);
            breaks.Mark(text, marks);
            // Offset 0 is the start of the text, which nobody breaks before; the wrapper marks it as a boundary.
            if (!marks.AsSpan(1, text.Length).SequenceEqual(expected.AsSpan(1))) failed.Add(line);
        }
        return (cases, failed);
    }
}
