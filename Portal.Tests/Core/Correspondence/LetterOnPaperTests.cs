using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Access;
using Portal.Core.Correspondence;
using Portal.Core.Correspondence.Letters;
using Portal.Core.Pdf.Signing;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Core.Pdf.Structure;
using Portal.Tests.Support;
using Portal.Tests.Templates;

namespace Portal.Tests.Core.Correspondence;

/// <summary>Every kind of letter through the PDF engine, judged by programs that did not write it.</summary>
public sealed class LetterOnPaperTests : SigningTrial
{
    private static readonly LetterTemplates Templates = LetterTemplates.Load();

    private static readonly Actor Writer = new(Guid.CreateVersion7(), "R. Okafor", [Role.LegalReviewer], null, "test");

    public static TheoryData<string> Names => LetterTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Letter_OfEveryKind_SaysAllOfItAndIsSigned(string name)
    {
        RequireFonts();
        var letter = LetterTests.Letters[name](SampleLetters.Head);

        var path = Compose(letter);

        await PdfConformance.AssertAsync(path);
        var text = await WordsAsync(path);
        Assert.All(TextsOf(letter).Append(letter.Subject).Append(letter.TemplateSha256), words => Assert.Contains(Solid(words), text, StringComparison.Ordinal));
        Assert.Contains(Solid("They are not trusted by anybody"), text, StringComparison.Ordinal);
        Assert.Contains(Solid("Sent by R. Okafor on 23 November 2026 at 14:05:09 UTC"), text, StringComparison.Ordinal);
        var verdict = await PdfsigAsync(path);
        Assert.Contains("Signature is Valid.", verdict, StringComparison.Ordinal);
        Assert.Contains("Total document signed", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_OfManyPagesAndScripts_Conforms()
    {
        RequireFonts();
        string[] words = ["Plain words. ", "مرحبا بالعالم 123 ", "漢字とかな ", "नमस्ते ", "👨‍👩‍👧‍👦 ", "a" + new string('b', 200) + " "];
        var letter = Templates.Render(SampleLetters.Message with { Paragraphs = [.. Enumerable.Range(0, 60).Select(i => string.Concat(Enumerable.Repeat(words[i % words.Length], 12)))] });

        var path = Compose(letter);

        await PdfConformance.AssertAsync(path);
        Assert.Contains(Solid(SampleLetters.Head.Reference + "Development signature, untrusted · Harbour Messaging, Inc."), await WordsAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_SetAgainLater_HasTheSamePagesAndAFreshSignature()
    {
        RequireFonts();
        var item = ItemOf(LetterTests.Letters["letters/rejection"](SampleLetters.Head));
        var clock = new TestClock();

        var first = File.ReadAllBytes(Compose(item, clock, "first.pdf"));
        clock.Advance(TimeSpan.FromDays(400));
        var second = File.ReadAllBytes(Compose(item, clock, "second.pdf"));

        var signature = IndexOf(first, "/Type/Sig/");
        Assert.True(signature > 10_000);
        Assert.Equal(first[..signature], second[..signature]);
        Assert.Equal(TimeSpan.FromDays(400), ClaimedTime(second) - ClaimedTime(first));
    }

    [Fact]
    public async Task Letter_WithoutTheUsualHead_IsSetInItsOwnOrder()
    {
        RequireFonts();
        var letter = LetterTests.Letters["letters/recall-notice"](SampleLetters.Head);

        var text = await WordsAsync(Compose(letter with { Html = LetterHtml.Write([new ParagraphBlock("First."), new HeadingBlock(1, "Then."), new ParagraphBlock("Last.")]) }));

        Assert.Contains(Solid(letter.Subject) + "First.Then.Last.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Letter_ChangedInTheStore_IsNotSet()
    {
        var letter = LetterTests.Letters["letters/message"](SampleLetters.Head);

        Assert.Throws<FormatException>(() => Compose(letter with { Html = letter.Html + "<script>go()</script>" }));
    }

    private static CorrespondenceItem ItemOf(RenderedLetter letter) => CorrespondenceItem.Letter(Guid.CreateVersion7(), letter, Writer, SampleLetters.Moment);

    private string Compose(RenderedLetter letter) => Compose(ItemOf(letter), TimeProvider.System, "letter.pdf");

    private string Compose(CorrespondenceItem item, TimeProvider clock, string name)
    {
        var path = Path.Combine(Folder, name);
        using var file = File.Create(path);
        new LetterComposer(Templates, Signing(SignatureLevel.T), new OptionsWrapper<PortalOptions>(new()), clock).Compose(item, SampleLetters.Head.Reference, file);
        return path;
    }

    private static DateTimeOffset ClaimedTime(byte[] file) => Assert.Single(Verify(file).Signatures).ClaimedTimeUtc!.Value;

    private static IEnumerable<string> TextsOf(RenderedLetter letter) => letter.Blocks.SelectMany(block => block switch
    {
        HeadingBlock heading => [heading.Text],
        ParagraphBlock paragraph => [paragraph.Text],
        QuoteBlock quote => [quote.Text],
        ListBlock list => list.Items,
        RowsBlock rows => rows.Rows.SelectMany(row => new[] { row.Key, row.Value }),
        _ => (IEnumerable<string>)[],
    });

    private static async Task<string> WordsAsync(string path) => Solid((await Judge.RunAsync("pdftotext", path, "-")).Output);

    /// <summary>Without spaces and line ends, which a page sets as it must.</summary>
    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
