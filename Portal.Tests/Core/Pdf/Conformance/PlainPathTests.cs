using System.Text;
using Portal.Core.Pdf.Fonts;
using Portal.Core.Pdf.Text;
using Portal.Core.Pdf.Writing;

namespace Portal.Tests.Core.Pdf.Conformance;

/// <summary>The short path for plain Latin may break only where the long one (ICU) allows it.</summary>
public sealed class PlainPathTests : IDisposable
{
    private const double Size = 10;
    private readonly PdfObjects objects = new(Stream.Null);
    private readonly DocumentFonts fonts;
    private readonly TextEngine engine;
    private readonly TextStyle style = new(FontRole.Mono, Size, 12, default);
    private readonly Icu.Breaks lineBreaks = new(Icu.LineBreaks);
    private readonly double cell;
    private readonly List<TextLine> lines = [];

    public PlainPathTests()
    {
        PdfTrial.RequireFonts();
        fonts = new DocumentFonts(objects, FontLibrary.System);
        engine = new TextEngine(fonts);
        cell = engine.Line("m", style).Width;
        if (cell != engine.Line("i", style).Width) Assert.Skip("No fixed-width font is installed. Install fonts-noto-mono.");
    }

    public void Dispose()
    {
        engine.Dispose();
        fonts.Dispose();
        lineBreaks.Dispose();
        objects.Dispose();
    }

    [Fact]
    public void Breaks_OfRealChat_AreAllowedByIcu()
    {
        var texts = Corpus.Texts("messages/irc.ndjson.gz").Where(IsPlain).Distinct().Where((_, i) => i % 20 == 0).ToList();
        Assert.True(texts.Count > 5_000);
        AssertAllowed(texts);
    }

    [Fact]
    public void Breaks_OfRandomStrings_AreAllowedByIcu()
    {
        // Chosen to meet every class of UAX 14 that plain Latin has, often.
        const string alphabet = "aZé0 9   --//.,:;!?'\"()[]{}%$£#&@*+=<>|\\_~^`«»¿¡°§·×÷\u00A0\u00B4\u00AF½²";
        var random = new Random(20261123);
        AssertAllowed([.. Enumerable.Range(0, 4_000).Select(_ => RandomText(random, alphabet))]);
    }

    private static string RandomText(Random random, string alphabet)
    {
        var text = new StringBuilder();
        for (var length = random.Next(2, 40); length > 0; length--) text.Append(alphabet[random.Next(alphabet.Length)]);
        return text.ToString();
    }

    private static bool IsPlain(string text) => text.Length > 0 && text.All(c => c is (>= ' ' and < '\x7F') or (>= '\xA0' and <= '\xFF' and not '\xAD'));

    private void AssertAllowed(List<string> texts)
    {
        var refused = new List<string>();
        var marks = new bool[8192];
        var set = texts.Where(text => engine.IsPlain(text, style.Role)).ToList();
        Assert.True(set.Count > 500, $"Only {set.Count} of {texts.Count} texts took the short path.");
        foreach (var text in set)
        {
            lineBreaks.Mark(text, marks);
            foreach (var at in BreaksTaken(text).Where(at => !marks[at]))
                refused.Add($"{text[Math.Max(0, at - 12)..at]}¦{text[at..Math.Min(text.Length, at + 12)]}");
        }
        Assert.True(refused.Count == 0, $"{refused.Count} breaks that ICU forbids, in {texts.Count} texts; such as:\n{string.Join('\n', refused.Distinct().Take(40))}");
    }

    /// <summary>
    /// The breaks the path takes of its own will, over lines of every width. A fixed-width face tells from a line's width how many characters
    /// it holds; a line that is full may have been cut inside a long piece, so only breaks that leave room are counted.
    /// </summary>
    private SortedSet<int> BreaksTaken(string text)
    {
        var breaks = new SortedSet<int>();
        var longest = text.Split(' ').Max(word => word.Length);
        for (var width = 2; width <= Math.Min(longest, 18) + 1; width++)
        {
            var at = 0;
            engine.Layout(text, style, (width * cell) + 0.01, lines);
            foreach (var line in lines)
            {
                var start = at;
                at += (int)Math.Round(line.Width / cell);
                while (at < text.Length && text[at] == ' ') at++;
                if (at < text.Length && at - start < width) breaks.Add(at);
            }
            Assert.Equal(text.Length, at);
            engine.Return(lines);
        }
        return breaks;
    }
}
