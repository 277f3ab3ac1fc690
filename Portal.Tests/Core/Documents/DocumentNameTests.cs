using Portal.Core.Documents;

namespace Portal.Tests.Core.Documents;

public sealed class DocumentNameTests
{
    [Theory]
    [InlineData("order.pdf", "order.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\ana\Warrant 12.pdf", "Warrant 12.pdf")]
    [InlineData("a\u202Efdp.exe", "afdp.exe")]
    [InlineData("two\r\nlines\0.pdf", "twolines.pdf")]
    [InlineData("  much \u00A0\u2003 space .pdf ", "much space .pdf")]
    [InlineData("Beschluß – 令状 – أمر.pdf", "Beschluß – 令状 – أمر.pdf")]
    [InlineData(null, "document.pdf")]
    [InlineData("", "document.pdf")]
    [InlineData("..", "document.pdf")]
    [InlineData("folder/", "document.pdf")]
    public void ForDisplay_AnyName_IsOneHarmlessLine(string? given, string shown) => Assert.Equal(shown, DocumentName.ForDisplay(given));

    [Fact]
    public void ForDisplay_HalfASurrogatePair_IsWellFormed() => Assert.Equal("half \uFFFD pair.pdf", DocumentName.ForDisplay("half \uD83D pair.pdf"));

    [Fact]
    public void ForDisplay_LongName_KeepsBeginningAndEnding()
    {
        var shown = DocumentName.ForDisplay(new string('a', 500) + "🧑🏽‍⚖️.pdf");
        Assert.InRange(shown.Length, 100, 120);
        Assert.StartsWith("aaa", shown, StringComparison.Ordinal);
        Assert.EndsWith(".pdf", shown, StringComparison.Ordinal);
        Assert.Contains('…', shown);
    }

    [Theory]
    [InlineData("order.PDF", "order.PDF")]
    [InlineData("order.exe", "order.exe.pdf")]
    public void ForDownload_OtherEnding_GetsTheRightOne(string shown, string download) => Assert.Equal(download, DocumentName.ForDownload(shown));
}
