using System.Text.RegularExpressions;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Fonts;

namespace Portal.Tests.Core.Pdf;

public sealed class PdfTextTests : PdfTrial
{
    [Theory]
    [InlineData("Plain words, naïve façade, office fi", "NotoSans-Regular.ttf")]
    [InlineData("Привет мир", "NotoSans-Regular.ttf")]
    [InlineData("Καλημέρα κόσμε", "NotoSans-Regular.ttf")]
    [InlineData("สวัสดีครับ", "NotoSansThai-Regular.ttf")]
    [InlineData("नमस्ते दुनिया", "NotoSansDevanagari-Regular.ttf")]
    [InlineData("日本語のテスト", "NotoSansCJK-Regular.ttc")]
    [InlineData("한국어 메시지", "NotoSansCJK-Regular.ttc")]
    [InlineData("中文测试", "NotoSansCJK-Regular.ttc")]
    [InlineData("שלום עולם", "NotoSansHebrew-Regular.ttf")]
    [InlineData("مرحبا بالعالم", "NotoSansArabic-Regular.ttf")]
    [InlineData("ქართული Հայերեն አማርኛ", "NotoSansEthiopic-Regular.ttf")]
    [InlineData("a 👨‍👩‍👧‍👦 b 🇺🇸 c 👍🏽", "NotoColorEmoji.ttf")]
    public async Task Text_OfManyScripts_IsExtracted(string text, string font)
    {
        RequireFont(font);
        var (path, summary) = WriteMessages([text]);
        var extracted = await Judge.TextAsync(path);
        // The extractor wraps right-to-left runs in direction marks of its own.
        var bare = Regex.Replace(extracted, "[\u202A-\u202E]", "");
        Assert.Contains(text, bare, StringComparison.Ordinal);
        Assert.True(summary.Diagnostics.IsEmpty);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public async Task Hebrew_WithNumbers_KeepsNumbersInOrder()
    {
        RequireFont("NotoSansHebrew-Regular.ttf");
        var (path, _) = WriteMessages(["בשעה 14:30 שולם 123-456"]);
        var text = await Judge.TextAsync(path);
        Assert.Contains("14:30", text, StringComparison.Ordinal);
        Assert.Contains("123-456", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controls_AndLoneSurrogates_AreShownAndCounted()
    {
        var (path, summary) = WriteMessages(["nul\0 esc\u001B[31m c1\u0090 bom\uFEFF x", "lone \uD83D and \uDE00", "tags hi\U000E0041\U000E0042"]);
        var text = await Judge.TextAsync(path);
        Assert.Contains("nul\u2400", text, StringComparison.Ordinal);
        Assert.Contains("esc\u241B[31m", text, StringComparison.Ordinal);
        Assert.Contains("[U+0090]", text, StringComparison.Ordinal);
        Assert.Contains("[BOM]", text, StringComparison.Ordinal);
        Assert.Contains("lone \uFFFD and \uFFFD", text, StringComparison.Ordinal);
        Assert.Contains("hi[U+E0041][U+E0042]", text, StringComparison.Ordinal);
        Assert.Equal(2, summary.Diagnostics.LoneSurrogates);
        Assert.Equal(6, summary.Diagnostics.VisibleControls);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public async Task DirectionOverride_InOneField_DoesNotReachAnother()
    {
        var (path, _) = Write(pdf =>
        {
            using var messages = pdf.BeginMessages();
            messages.Row(new MessageRow("12:00:00", "eve\u202Etxt", ["mal\u2067lory", "bob"], "file \u202Egpj.exe") { Reference = "m-7" });
        });
        var text = Regex.Replace(await Judge.TextAsync(path), @"\s+", " ");
        Assert.Contains("eve[RLO]txt", text, StringComparison.Ordinal);
        Assert.Contains("to mal[RLI]lory, bob", text, StringComparison.Ordinal);
        // In the body the override acts, as it did on the recipient's screen, and is seen to act.
        Assert.Contains("file [RLO]exe.jpg", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
    }

    [Fact]
    public async Task UncoveredCharacter_BecomesABoxThatReadsAsItself()
    {
        var (path, summary) = WriteMessages(["private \uE000 use \U000F0000."]);
        Assert.Equal(2, summary.Diagnostics.UncoveredCharacters);
        Assert.Equal([0xE000, 0xF0000], summary.Diagnostics.UncoveredCodePoints);
        Assert.Contains("\uE000", await Judge.TextAsync(path), StringComparison.Ordinal);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public async Task OneFontOnly_OtherScriptsBecomeBoxes()
    {
        var latin = FindFont("NotoSans-Regular.ttf") ?? FindFont("DejaVuSans.ttf");
        if (latin is null) Assert.Skip("No font to try this with is installed.");
        File.Copy(latin!, Path.Combine(Folder, Path.GetFileName(latin!)));
        var (path, summary) = WriteMessages(["Latin and 漢字"], Options() with { Fonts = FontLibrary.FromDirectories(Folder) });
        Assert.Equal(2, summary.Diagnostics.UncoveredCharacters);
        Assert.Contains("漢字", await Judge.TextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public void NoFontAtAll_NamesThePackagesToInstall()
    {
        var missing = Assert.Throws<FontsMissingException>(() =>
        {
            using var pdf = new PdfDocument(Stream.Null, Options() with { Fonts = FontLibrary.FromDirectories(Folder) });
        });
        Assert.Contains("fonts-noto-core", missing.Message, StringComparison.Ordinal);
        Assert.Contains(Folder, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordOfAMillionLetters_IsBrokenOverPages()
    {
        var (path, summary) = WriteMessages([new string('x', 1_000_000), "after"]);
        Assert.True(summary.Pages > 100);
        await Judge.AssertSoundAsync(path);
    }

    [Theory]
    [InlineData("\u05D0")]
    [InlineData("\u6F22")]
    [InlineData("\U0001F600")]
    [InlineData("\u200D")]
    [InlineData("\u0644")]
    public async Task HundredThousandOfACharacter_NeverBreaksTheFile(string character)
    {
        var (path, _) = WriteMessages([string.Concat(Enumerable.Repeat(character, 100_000))]);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public async Task TowerOfMarks_IsCutDownAndCounted()
    {
        var (path, summary) = WriteMessages(["z" + new string('\u0301', 10_000) + " end"]);
        Assert.InRange(summary.Diagnostics.ClippedMarks, 9_990, 10_000);
        Assert.Contains("end", await Judge.TextAsync(path), StringComparison.Ordinal);
        await Judge.AssertSoundAsync(path);
    }

    [Theory]
    [InlineData("messages/nasty.ndjson.gz", 6000)]
    [InlineData("messages/multilingual.ndjson.gz", 9000)]
    public async Task EveryTextOfACorpus_GivesASoundFile(string corpus, int least)
    {
        var texts = Corpus.Texts(corpus);
        Assert.True(texts.Count >= least);
        var (path, summary) = WriteMessages(texts);
        Assert.True(summary.Pages > 100);
        await Judge.AssertSoundAsync(path);
    }
}
