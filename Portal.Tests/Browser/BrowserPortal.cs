using System.Net;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Core.Demo;

namespace Portal.Tests.Browser;

/// <summary>The whole portal on a real socket, worker included, and a real Chromium in front of it.</summary>
public sealed class BrowserPortal : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Directory.CreateTempSubdirectory("portal-browser-").FullName;
    private WebApplicationFactory<Portal.Web.Security.SignedInActor>? factory;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    internal IServiceProvider Services => factory!.Services;

    internal DemoRoad Road => Services.GetRequiredService<DemoRoad>();

    /// <summary>Where each page's picture goes: the folder that PORTAL_SCREENSHOTS names, or nowhere.</summary>
    private static string? Pictures => Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium)) return;
        factory = new WebApplicationFactory<Portal.Web.Security.SignedInActor>().WithWebHostBuilder(host => host
            .UseEnvironment("Development")
            .UseSetting("Portal:DataFolder", folder)
            .UseSetting("Portal:Demo", "true")
            .UseSetting("Portal:DemoData", "false"));
        // A port of the system's own choosing: two test classes run at once, and beside whatever else is on the machine.
        factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        factory.StartServer();
        LeaveHangfireLog();
        Address = new Uri(factory.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>A browser window in which one of the demo's people has signed in, through the pages.</summary>
    internal async Task<Window> WindowOfAsync(DemoPerson person, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        if (browser is null) Assert.Skip($"There is no {Chromium}: install Debian's chromium to run the browser tests.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Address.ToString(), AcceptDownloads = true, ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme });
        var window = new Window(await context.NewPageAsync(), Pictures);
        await window.GoAsync("/sign-in");
        await window.Page.Locator($"form:has(input[value='{person.Email}']) button").ClickAsync();
        await window.ProveAsync("Sign in");
        return window;
    }

    /// <summary>
    /// Hangfire keeps one log for the whole process, that of the host started last. Were it left, the hosts of other test classes could
    /// queue no job once this one's log is disposed.
    /// </summary>
    private static void LeaveHangfireLog() => Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        LeaveHangfireLog();
        if (factory is not null) await factory.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One person's window. Every page it comes to is checked for accessibility and, if asked, pictured.</summary>
internal sealed class Window
{
    private readonly string? pictures;
    private readonly List<string> complaints = [];
    private readonly HashSet<string> seen = [];

    public Window(IPage page, string? pictures)
    {
        Page = page;
        this.pictures = pictures;
        page.SetDefaultTimeout(30_000);
        page.Console += (_, message) =>
        {
            // A form that came back with errors is a 422, which Chromium logs as a failed load.
            if (message.Type == "error" && !message.Text.Contains("422", StringComparison.Ordinal)) complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>Accessibility violations and script or policy errors met so far.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await LookAsync();
    }

    public async Task PressAsync(string button)
    {
        await Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Page.WaitForLoadStateAsync();
        await LookAsync();
    }

    public async Task FollowAsync(string link)
    {
        await Page.Locator("main").GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();
        await Page.WaitForLoadStateAsync();
        await LookAsync();
    }

    /// <summary>Answers the page that asks for a code with the code that the demo shows on it.</summary>
    public async Task ProveAsync(string button)
    {
        await Page.WaitForLoadStateAsync();
        await LookAsync();
        var code = await Page.Locator("main strong.mono").InnerTextAsync();
        await Page.Locator("input[name='Form.Code']").FillAsync(code);
        await PressAsync(button);
    }

    /// <summary>Axe and a picture: once for each kind of page, by its address without ids.</summary>
    private async Task LookAsync()
    {
        // A page that follows a build loads itself again when the package is there, also in the middle of being looked at.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await LookOnceAsync();
                return;
            }
            catch (PlaywrightException) when (attempt < 3)
            {
                await Page.WaitForLoadStateAsync();
            }
        }
    }

    private async Task LookOnceAsync()
    {
        var path = System.Text.RegularExpressions.Regex.Replace(new Uri(Page.Url).AbsolutePath, "[0-9a-f]{8}-[0-9a-f-]{27}", "id");
        var heading = await Page.Locator("h1").First.InnerTextAsync();
        if (seen.Contains($"{path} {heading}")) return;
        var found = await Page.RunAxe();
        var beyond = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        seen.Add($"{path} {heading}");
        complaints.AddRange(found.Violations.Select(v => $"{path}: {v.Id}, {v.Help}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}"));
        if (beyond > 0) complaints.Add($"{path}: {beyond} px wider than the window");
        if (pictures is null) return;
        Directory.CreateDirectory(pictures);
        var name = string.Concat($"{path}-{heading}".Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(pictures, $"{Page.ViewportSize!.Width}-{(name.Length > 80 ? name[..80] : name)}.png"), FullPage = true });
    }
}
