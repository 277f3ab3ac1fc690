using Microsoft.Playwright;

namespace Portal.Tests.Web.Parts;

/// <summary>What the script modules add, done by hand in Chromium; and that nothing is lost without them.</summary>
public sealed class ModulesInBrowser(PartsHost host) : IClassFixture<PartsHost>
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public Task Keys_OnAStaffPage_MoveSearchAndHelp() => WithPageAsync("/styles/queue", async page =>
    {
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Locator("[data-open]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("[data-search]")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("j?");
        await Assertions.Expect(page.Locator("[data-search]")).ToHaveValueAsync("j?");
        await Assertions.Expect(page.Locator("#keyboard")).ToBeHiddenAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#keyboard")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#keyboard")).ToBeHiddenAsync();
        // A closed dialog gives the focus back in its own time: take it away, so that "j" starts at the first row.
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("[data-open]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/styles/review");
    });

    [Fact]
    public Task Theme_OnceChosen_HoldsOnTheNextPage() => WithPageAsync("/styles/queue", async page =>
    {
        await page.Locator("[data-theme-toggle]").ClickAsync();
        await page.GotoAsync(new Uri(host.Address, "/styles/review").ToString());
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(14, 20, 22)", await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
    });

    [Fact]
    public Task Progress_ByServerSentEvent_ChangesTheStageInPlace() => WithPageAsync("/styles/request", async page =>
    {
        const string Event = "event: stage\ndata: {\"key\":\"render\",\"state\":\"done\",\"done\":211,\"total\":211,\"words\":\"211 pages\"}\n\n";
        await page.RouteAsync("**/styles/progress", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = Event }));
        await page.GotoAsync(new Uri(host.Address, "/styles/request?live=1").ToString());
        var stage = page.Locator("[data-stage=render]");
        await Assertions.Expect(stage).ToHaveAttributeAsync("data-state", "done");
        await Assertions.Expect(stage.Locator(".stage-words")).ToHaveTextAsync("211 pages");
        await Assertions.Expect(stage.Locator("use")).ToHaveAttributeAsync("href", "/icons.svg#tick");
        Assert.Equal(211, await stage.Locator("progress").EvaluateAsync<int>("p => p.value"));
    });

    [Fact]
    public Task Times_InTheReadersZone_KeepUtcBeside() => WithPageAsync("/styles", async page =>
    {
        var time = page.Locator(".time > .time-exact").First;
        await Assertions.Expect(time).ToContainTextAsync("UTC)");
        var shown = await time.InnerTextAsync();
        var utc = DateTimeOffset.Parse((await time.GetAttributeAsync("data-local-time"))!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(utc.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) + " UTC)", shown, StringComparison.Ordinal);
        Assert.Contains(utc.ToOffset(TimeSpan.FromMinutes(345)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), shown, StringComparison.Ordinal);
    });

    [Fact]
    public Task Viewer_DialogAndCounter_DoWhatTheyShow() => WithPageAsync("/styles", async page =>
    {
        await page.Locator("[data-zoom-step=in]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-viewer]")).ToHaveAttributeAsync("data-zoom", "125");
        await page.Locator("[data-dialog=sample-dialog]").ClickAsync();
        await Assertions.Expect(page.Locator("#sample-dialog")).ToBeVisibleAsync();
        await page.Locator("#sample-dialog [aria-label=Close]").ClickAsync();
        await Assertions.Expect(page.Locator("#sample-dialog")).ToBeHiddenAsync();
        await page.Locator("textarea[data-count]").FillAsync(new string('x', 502));
        await Assertions.Expect(page.Locator(".count-line")).ToHaveTextAsync("2 characters too many");
    });

    [Fact]
    public Task WithoutScript_EveryControlThatIsShownWorks() => WithPageAsync("/styles/request?live=1", async page =>
    {
        await Assertions.Expect(page.Locator("[data-theme-toggle]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-copy]").First).ToBeHiddenAsync();
        Assert.Equal(1, await page.Locator("meta[http-equiv=refresh]").CountAsync());
        await page.Locator(".menu > summary").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }, script: false);

    private async Task WithPageAsync(string path, Func<IPage, Task> act, bool script = true)
    {
        if (!File.Exists(Chromium)) Assert.Skip($"{Chromium} is not installed");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        });
        await using var context = await browser.NewContextAsync(new()
        {
            // A quarter-hour zone: an offset of whole hours would let a careless conversion pass.
            JavaScriptEnabled = script, ColorScheme = ColorScheme.Light, TimezoneId = "Asia/Kathmandu", ViewportSize = new() { Width = 1280, Height = 900 },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, path).ToString(), new() { WaitUntil = script ? WaitUntilState.NetworkIdle : WaitUntilState.Load });
        await act(page);
    }
}
