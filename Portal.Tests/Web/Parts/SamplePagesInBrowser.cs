using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Tests.Web.Parts;

/// <summary>
/// Every sample page in Chromium: axe finds nothing, nothing sticks out sideways, and the Content-Security-Policy is never hit.
/// Set PORTAL_SCREENSHOTS to a folder to look at them.
/// </summary>
public sealed class SamplePagesInBrowser(PartsHost host) : IClassFixture<PartsHost>
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly (int Width, ColorScheme Scheme)[] s_looks = [(360, ColorScheme.Light), (1280, ColorScheme.Dark)];

    // Axe is slow and finds the same at these: only looked at, and measured.
    private static readonly (int Width, ColorScheme Scheme)[] s_moreLooks =
        [(1280, ColorScheme.Light), (1920, ColorScheme.Light), (2560, ColorScheme.Dark)];

    private static bool Shooting => Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is { Length: > 0 };

    [Theory]
    [InlineData("/styles")]
    [InlineData("/styles/sign-in")]
    [InlineData("/styles/request-step")]
    [InlineData("/styles/request-step#submitted")]
    [InlineData("/styles/check-answers")]
    [InlineData("/styles/request")]
    [InlineData("/styles/queue")]
    [InlineData("/styles/review")]
    [InlineData("/styles/recall")]
    [InlineData("/nothing")]
    public async Task SamplePage_AtEveryWidthAndTheme_HasNoViolationAndNoOverflow(string path)
    {
        if (!File.Exists(Chromium)) Assert.Skip($"{Chromium} is not installed");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        });
        foreach (var (width, scheme) in s_looks) await LookAsync(browser, path, width, scheme, axe: true);
        if (!Shooting) return;
        foreach (var (width, scheme) in s_moreLooks) await LookAsync(browser, path, width, scheme, axe: false);
    }

    private async Task LookAsync(IBrowser browser, string path, int width, ColorScheme scheme, bool axe)
    {
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // The 404 of the page itself is also logged as an error.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(host.Address, path).ToString());
        if (path.EndsWith("#submitted", StringComparison.Ordinal))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Save and continue" }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeFocusedAsync();
        }

        await ShootAsync(page, path, width, scheme);
        if (axe) await AssertAxeAsync(page, $"{path} {width} {scheme}");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width}");
        Assert.Empty(complaints);
    }

    private static async Task AssertAxeAsync(IPage page, string where)
    {
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.True(result.Violations.Length == 0, $"{where}: " + string.Join("\n",
            result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}: {n.Html} {string.Join(' ', n.Any.Select(c => c.Message))}"))));
    }

    private static async Task ShootAsync(IPage page, string path, int width, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is not { Length: > 0 } folder) return;
        var name = path.Trim('/').Replace('/', '-').Replace('#', '-');
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{scheme}.png")), FullPage = true,
        });
    }
}
