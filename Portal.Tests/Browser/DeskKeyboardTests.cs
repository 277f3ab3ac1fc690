using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The staff's keyboard as fingers use it: on the desk, in the queue and at a request; never while somebody types.</summary>
public sealed class DeskKeyboardTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_InTheQueue_MoveOpenAssignAndNote_ButNotInAField()
    {
        var window = await portal.WindowOfAsync(DemoPeople.Reviewer, width: 1440);
        await RequestsAsync(3);
        await GoAsync(window, "/review?tab=Open");
        var page = window.Page;
        var links = await page.Locator("tbody a[data-open]").EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");

        await page.Keyboard.PressAsync("j");
        Assert.Equal(links[0], await FocusedAsync(page));
        await page.Keyboard.PressAsync("j");
        Assert.Equal(links[1], await FocusedAsync(page));
        await page.Keyboard.PressAsync("k");
        Assert.Equal(links[0], await FocusedAsync(page));

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jkan?m");
        Assert.Equal("jkan?m", await page.Locator("[data-search]").InputValueAsync());
        Assert.EndsWith("/review?tab=Open", page.Url, StringComparison.Ordinal);
        Assert.False(await page.Locator("dialog#keyboard").IsVisibleAsync());

        await GoAsync(window, "/review?tab=Open");
        // The tests of this class share a portal: the first row may be the reader's already.
        var free = await page.Locator("tbody tr").EvaluateAllAsync<int>("rows => rows.findIndex(row => row.querySelector('[data-key=a]'))");
        for (var i = 0; i <= free; i++) await page.Keyboard.PressAsync("j");
        await Task.WhenAll(page.WaitForURLAsync($"**{links[free]}"), page.Keyboard.PressAsync("a"));
        Assert.Equal(0, await page.Locator("main [data-key='a']").CountAsync());

        await GoAsync(window, "/review?tab=Open");
        await page.Keyboard.PressAsync("j");
        await Task.WhenAll(page.WaitForURLAsync($"**{links[0]}"), page.Keyboard.PressAsync("Enter"));

        await GoAsync(window, "/review?tab=Open");
        await page.Keyboard.PressAsync("j");
        await Task.WhenAll(page.WaitForURLAsync($"**{links[0]}#Text"), page.Keyboard.PressAsync("n"));
        await page.WaitForFunctionAsync("document.activeElement.id === 'Text'");

        await GoAsync(window, "/review?tab=Open");
        await Task.WhenAll(page.WaitForURLAsync("**mine=true**"), page.Keyboard.PressAsync("m"));
        Assert.True(window.Complaints.Count == 0, string.Join("\n", window.Complaints));
    }

    [Fact]
    public async Task Keys_OnTheDeskAndAtARequest_DoTheSame()
    {
        var window = await portal.WindowOfAsync(DemoPeople.SecondReviewer, width: 1440);
        var id = (await RequestsAsync(1))[0];
        var page = window.Page;
        await GoAsync(window, $"/review/{id}");
        await page.Keyboard.PressAsync("n");
        await page.WaitForFunctionAsync("document.activeElement.id === 'Text'");
        await page.Keyboard.TypeAsync("a note? /jk");
        Assert.Equal("a note? /jk", await page.Locator("#Text").InputValueAsync());
        await GoAsync(window, $"/review/{id}");
        await page.Keyboard.PressAsync("a");
        await page.Locator("text=The request is yours now").First.WaitForAsync();
        await GoAsync(window, $"/review/{id}");
        await page.Keyboard.PressAsync("/");
        Assert.Equal("site-search", await page.EvaluateAsync<string>("document.activeElement.id"));

        await GoAsync(window, "/desk");
        await page.Keyboard.PressAsync("j");
        Assert.Equal($"/review/{id}", await FocusedAsync(page));
        await Task.WhenAll(page.WaitForURLAsync($"**/review/{id}"), page.Keyboard.PressAsync("Enter"));
        Assert.True(window.Complaints.Count == 0, string.Join("\n", window.Complaints));
    }

    [Fact]
    public async Task Help_OnEachPage_ListsExactlyTheKeysThatWork()
    {
        var window = await portal.WindowOfAsync(DemoPeople.Reviewer, width: 1440);
        var id = (await RequestsAsync(1))[0];

        Assert.Equal(["/", "j k", "Enter", "a", "n", "m", "?", "Esc"], await HelpAsync(window, "/review?tab=Open"));
        Assert.Equal(["/", "a", "n", "?", "Esc"], await HelpAsync(window, $"/review/{id}"));
        await portal.Road.AsAsync(DemoPeople.Reviewer, async (services, actor) =>
        {
            await services.GetRequiredService<AssignRequest>().ExecuteAsync(id, actor, Ct);
            return true;
        }, Ct);
        Assert.Equal(["/", "j k", "Enter", "n", "?", "Esc"], await HelpAsync(window, "/desk"));
        Assert.True(window.Complaints.Count == 0, string.Join("\n", window.Complaints));
    }

    [Fact]
    public async Task Pages_OfTheDesk_AtBothWidthsAndInBothLights_AreAccessibleAndFit()
    {
        var ids = await RequestsAsync(4);
        foreach (var id in ids.Take(2))
        {
            await portal.Road.AsAsync(DemoPeople.Approver, async (services, actor) =>
            {
                await services.GetRequiredService<AssignRequest>().ExecuteAsync(id, actor, Ct);
                return true;
            }, Ct);
        }
        var window = await portal.WindowOfAsync(DemoPeople.Approver, width: 1440);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark), (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var path in new[] { "/desk", "/review?tab=Open", "/review/views?filters=tab%3DOpen%26mine%3Dtrue", $"/review/{ids[0]}/timeline" })
            {
                await GoAsync(window, path);
                Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} at {width} is wider than the window.");
                if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { } folder)
                    await window.Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"desk{string.Concat(path.Split('?')[0].Split('/').TakeLast(1))}-{width}-{scheme}.png") });
            }
        }
        Assert.True(window.Complaints.Count == 0, string.Join("\n", window.Complaints));
    }

    /// <summary>Opens a page and waits until its modules are there: nobody's finger is quicker than that.</summary>
    private static async Task GoAsync(Window window, string path)
    {
        await window.GoAsync(path);
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static async Task<List<string>> HelpAsync(Window window, string path)
    {
        await GoAsync(window, path);
        await window.Page.Keyboard.PressAsync("?");
        var dialog = window.Page.Locator("dialog#keyboard");
        await dialog.WaitForAsync();
        var keys = await dialog.Locator(".keys > div:not([hidden]) dt").AllInnerTextsAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        Assert.False(await dialog.IsVisibleAsync());
        return [.. keys.Select(k => k.Trim())];
    }

    private static Task<string?> FocusedAsync(IPage page) => page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')");

    private async Task<List<Guid>> RequestsAsync(int count)
    {
        var warrant = new DemoWarrant([new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])], "2026-03-01T00:00", "2026-04-01T00:00");
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++) ids.Add(await portal.Road.SubmitAsync(warrant with { Docket = $"26-SW-{Guid.NewGuid():N}"[..14] }, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct));
        return ids;
    }
}
