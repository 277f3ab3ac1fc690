using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.Web.Features.Shared.Styles;

namespace Portal.Tests.Web.Parts;

/// <summary>What every page promises, asked of every sample page.</summary>
public sealed partial class RenderedPagesTests(PartsHost host) : IClassFixture<PartsHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages { get; } =
    [
        "/styles", "/styles/sign-in", "/styles/request-step", "/styles/check-answers", "/styles/request", "/styles/queue", "/styles/review",
        "/styles/recall", "/nothing", "/throws",
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Always_HasNothingInline(string path)
    {
        var page = await GetAsync(path);
        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src]), base, iframe, object, embed"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || a.Value.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || a.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Always_HasOneHeadingTitleLandmarksAndUniqueIds(string path)
    {
        var page = await GetAsync(path);
        var heading = Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal($"{heading.TextContent} – Portal", page.Title);
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Equal("#main", page.QuerySelector("body > a")!.GetAttribute("href"));
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        foreach (var attribute in new[] { "aria-describedby", "aria-labelledby", "for", "list" })
        {
            foreach (var element in page.QuerySelectorAll($"[{attribute}]"))
                Assert.All(element.GetAttribute(attribute)!.Split(' '), id => Assert.True(ids.Contains(id), $"{attribute} names {id}, which is nowhere"));
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_Always_NamesOnlyIconsThatExist(string path)
    {
        var page = await GetAsync(path);
        var sprite = await host.Client.GetStringAsync("/icons.svg", Cancel);
        Assert.All(page.QuerySelectorAll("use").Select(use => use.GetAttribute("href")!),
            href => Assert.Contains($"id=\"{href.Split('#')[1]}\"", sprite, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HostileText_InAPart_StaysText()
    {
        var page = await GetAsync("/styles");
        Assert.Contains(page.QuerySelectorAll(".person-name"), name => name.TextContent == StyleSamples.Hostile);
        Assert.Empty(page.QuerySelectorAll("main script, img[onerror]"));
    }

    [Fact]
    public async Task HashLine_WhenShortened_StillHoldsTheWholeValue()
    {
        var page = await GetAsync("/styles");
        Assert.Equal(StyleSamples.Sha, page.QuerySelector(".hash code:has(.hash-middle)")!.TextContent);
    }

    [Fact]
    public async Task ScopeTable_WithACut_StrikesItThroughAndSaysWhy()
    {
        var page = await GetAsync("/styles");
        var row = page.QuerySelectorAll(".scope tbody tr").Single(tr => tr.TextContent.Contains("Line 2", StringComparison.Ordinal));
        Assert.Equal(["cut: 1 Jan – 30 Jun 2026", "cut: Everybody"], row.QuerySelectorAll("del").Select(d => d.TextContent));
        Assert.Equal(["Window outruns authority", "Order names one counterparty"], row.QuerySelectorAll(".scope-reason").Select(r => r.TextContent));
        Assert.Equal(["100", "18.51"], row.QuerySelectorAll("rect").Select(r => r.GetAttribute("width")));
    }

    [Fact]
    public async Task Table_SortedTwice_TurnsRoundAndKeepsFiltersButNotThePage()
    {
        var page = await GetAsync("/styles/queue?agency=R%26D&sort=due&after=xyz");
        var header = page.QuerySelector("th[aria-sort]")!;
        Assert.Equal("ascending", header.GetAttribute("aria-sort"));
        Assert.Equal("/styles/queue?agency=R%26D&sort=-due", header.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("/styles/queue?agency=R%26D&sort=due&after=cursor", page.QuerySelector<IHtmlAnchorElement>("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal("due", page.QuerySelector<IHtmlInputElement>(".filters input[type=hidden][name=sort]")!.Value);
    }

    [Fact]
    public async Task FirstPaint_OfTheHeaviestPage_IsUnder50Kilobytes()
    {
        var page = await GetAsync("/styles");
        var files = page.QuerySelectorAll("link[rel=stylesheet]:not([media=print])").Select(e => e.GetAttribute("href")!)
            .Concat(page.QuerySelectorAll("script[src]").Select(e => e.GetAttribute("src")!));
        var bytes = 0;
        foreach (var file in files) bytes += (await host.Client.GetByteArrayAsync(file, Cancel)).Length;
        Assert.InRange(bytes, 10_000, 50_000);
    }

    [Fact]
    public async Task DarkTokens_ByChoiceAndBySystem_AreTheSame()
    {
        var css = await host.Client.GetStringAsync("/css/tokens.css", Cancel);
        var blocks = DarkBlock().Matches(css).Select(m => string.Join('\n', m.Groups[1].Value.Split('\n').Select(l => l.Trim()))).ToList();
        Assert.Equal(2, blocks.Count);
        Assert.Equal(blocks[0].Trim(), blocks[1].Trim());
    }

    private async Task<IHtmlDocument> GetAsync(string path)
    {
        using var answer = await host.Client.GetAsync(path, Cancel);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));
    }

    [GeneratedRegex(@"color-scheme: dark;([^}]*)\}")]
    private static partial Regex DarkBlock();
}
