using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Portal.Core.Pdf;
using Portal.Tests.Core.Pdf.Structure;

namespace Portal.Tests.Core.Pdf;

public sealed class PdfDocumentTests : PdfTrial
{
    private static void EveryBlock(PdfDocument pdf)
    {
        pdf.Heading(1, "First heading");
        pdf.Paragraph("A lead paragraph.", ParagraphStyle.Lead);
        pdf.Paragraph("Body text with a line break\nin it.");
        pdf.KeyValues([new KeyValue("Name", "Value"), new KeyValue("Hash", new string('a', 64), Fixed: true)]);
        pdf.List(["First point.", "Second point\nin two lines."]);
        pdf.Callout("Take care", "This says one thing.", CalloutTone.Warning);
        pdf.Rule();
        pdf.Heading(2, "A table");
        using (var table = pdf.BeginTable(new TableColumn("Left column"), new TableColumn("Right column", 2, ColumnAlign.End)))
        {
            for (var i = 0; i < 90; i++) table.Row($"row {i}", $"{i * 1000}");
        }
        pdf.PageBreak();
        pdf.Heading(1, "Messages");
        using (var messages = pdf.BeginMessages())
        {
            messages.Row(new MessageRow("12:00:00", "alice", ["bob", "carol"], "Hello")
            {
                TimeDetail = "07:00 New York",
                Reference = "m-1",
                Labels = ["Edited 12:05:00 by alice", "Deleted 12:06:00"],
                Notes = ["photo.jpg · 12 bytes"],
            });
        }
        pdf.Paragraph("The end.", ParagraphStyle.Caption);
    }

    [Fact]
    public async Task Document_WithEveryBlock_IsSoundToQpdf()
    {
        var (path, summary) = Write(EveryBlock);
        await Judge.AssertSoundAsync(path);
        var (_, information) = await Judge.RunAsync("pdfinfo", path);
        Assert.Matches($@"Pages:\s+{summary.Pages}\b", information);
        Assert.Matches(@"Tagged:\s+yes", information);
        Assert.Matches(@"Title:\s+Trial", information);
    }

    [Fact]
    public async Task Document_WithEveryBlock_IsTaggedInReadingOrder()
    {
        var (path, _) = Write(EveryBlock);
        var (_, tree) = await Judge.RunAsync("pdfinfo", "-struct-text", path);
        Assert.DoesNotContain("rror", tree, StringComparison.Ordinal);
        Assert.Matches(@"(?s)Document\s+Sect\s+H1.*First heading.*P \(block\).*lead paragraph.*Table.*TH.*Name.*TD.*Value.*H2.*THead.*Left column.*TBody.*row 89.*Sect\s+H1.*Messages.*Hello", tree);
        Assert.DoesNotContain("Page 1 of", tree, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(tree, "Left column"));
    }

    [Fact]
    public async Task List_OverPages_KeepsEachBulletWithItsPoint()
    {
        var (path, summary) = Write(pdf => pdf.List(Enumerable.Range(0, 120).Select(i => $"Point {i}: {string.Concat(Enumerable.Repeat("and so on ", i % 3 == 0 ? 60 : 3))}.")));

        Assert.True(summary.Pages > 4);
        await PdfConformance.AssertAsync(path);
        var (_, tree) = await Judge.RunAsync("pdfinfo", "-struct-text", path);
        Assert.Equal(120, Regex.Count(tree, """Lbl \(block\)\s+"•"\s+LBody \(block\)\s+"Point \d+: and so on"""));
        Assert.Equal(120, Regex.Count(await Judge.TextAsync(path), @"(?m)^\f?\s*•\s+Point \d+: and"));
    }

    [Fact]
    public async Task Footer_OnEveryPage_ShowsTotalWrittenLast()
    {
        var (path, summary) = Write(EveryBlock);
        var text = await Judge.TextAsync(path);
        for (var page = 1; page <= summary.Pages; page++) Assert.Matches($@"Page {page} of {summary.Pages}\b", text);
    }

    [Fact]
    public async Task Table_OverPages_RepeatsItsTitles()
    {
        var (path, summary) = Write(EveryBlock);
        var text = await Judge.TextAsync(path);
        var pagesWithRows = text.Split('\f').Count(page => page.Contains("row ", StringComparison.Ordinal));
        Assert.True(pagesWithRows > 1);
        Assert.Equal(pagesWithRows, Regex.Count(text, "Left column"));
        Assert.Equal(90, Regex.Count(text, @"\brow \d+"));
        Assert.InRange(summary.Pages, pagesWithRows, pagesWithRows + 2);
    }

    [Fact]
    public async Task Running_GivesHeaderOfThePagesSection()
    {
        var options = Options() with { Running = page => new RunningLines($"p{page.Number}", $"in {page.Section}", "foot") };
        var (path, _) = Write(EveryBlock, options);
        var pages = (await Judge.TextAsync(path)).Split('\f');
        Assert.Contains("p1", pages[0], StringComparison.Ordinal);
        Assert.Contains("foot", pages[0], StringComparison.Ordinal);
        Assert.Contains("in A table", pages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outline_ListsHeadings()
    {
        var (path, _) = Write(EveryBlock);
        var (_, outline) = await Judge.RunAsync("mutool", "show", path, "outline");
        Assert.Matches(@"(?s)First heading.*A table.*Messages", outline);
    }

    [Fact]
    public void Document_SameInputTwice_GivesSameBytes()
    {
        var (first, one) = Write(EveryBlock, name: "one.pdf");
        var (second, two) = Write(EveryBlock, name: "two.pdf");
        Assert.Equal(one.Sha256, two.Sha256);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public async Task Documents_WrittenSideBySide_ComeOutTheSame()
    {
        RequireFonts();
        var hashes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Write(EveryBlock, name: $"{i}.pdf").Summary.Sha256)));
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Summary_IsOfTheFileWritten()
    {
        var (path, summary) = Write(EveryBlock);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(bytes.Length, summary.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), summary.Sha256);
        Assert.True(summary.Diagnostics.IsEmpty);
    }

    [Fact]
    public async Task FirstPageNumber_OfALaterVolume_RunsOn()
    {
        var (path, _) = Write(pdf => pdf.Paragraph("Volume two."), Options() with { FirstPageNumber = 101, PageSize = PageSize.Letter });
        Assert.Contains("Page 101 of 101", await Judge.TextAsync(path), StringComparison.Ordinal);
        var (_, information) = await Judge.RunAsync("pdfinfo", path);
        Assert.Contains("612 x 792", information, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_WithoutBlocks_HasOnePage()
    {
        var (path, summary) = Write(_ => { });
        Assert.Equal(1, summary.Pages);
        await Judge.AssertSoundAsync(path);
    }

    [Fact]
    public async Task Callout_LongerThanAPage_RunsOn()
    {
        var (path, summary) = Write(pdf => pdf.Callout("Long", string.Join('\n', Enumerable.Range(0, 150).Select(i => $"line {i}."))));
        Assert.True(summary.Pages >= 3);
        var text = await Judge.TextAsync(path);
        Assert.Equal(150, Regex.Count(text, @"line \d+\."));
    }

    [Fact]
    public void Block_WhileATableIsOpen_IsRefused()
    {
        Write(pdf =>
        {
            using var table = pdf.BeginTable(new TableColumn("One"));
            Assert.Throws<InvalidOperationException>(() => pdf.Paragraph("inside"));
            Assert.Throws<ArgumentException>(() => table.Row("a", "b"));
        });
    }

    [Fact]
    public void Messages_TwentyThousand_LeaveMemoryFlat()
    {
        long early = 0, late = 0;
        var (_, summary) = Write(pdf =>
        {
            using var messages = pdf.BeginMessages();
            for (var i = 0; i < 20_000; i++)
            {
                messages.Row(new MessageRow("12:00:00", $"user{i % 50}", ["bob"], $"Message number {i} says something of ordinary length, and then a little more.") { Reference = $"m-{i:000000}" });
                if (i == 5_000) early = GC.GetTotalMemory(forceFullCollection: true);
            }
            late = GC.GetTotalMemory(forceFullCollection: true);
        });
        Assert.True(summary.Pages > 500);
        // 15,000 rows leave behind eight bytes an object and bounded caches.
        Assert.True(late - early < 12_000_000, $"Memory grew by {late - early} bytes over 15,000 rows.");
    }
}
