using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Demo;
using Portal.Web.Demo;
using Portal.Web.Security;

namespace Portal.Tests.Support;

/// <summary>
/// The whole real application, worker included, over a folder of its own: with the demo's people, without the demo's requests and messages.
/// </summary>
public sealed class PortalHost : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
    private readonly Dictionary<string, HttpClient> browsers = [];
    private readonly WebApplicationFactory<SignedInActor> factory;

    public PortalHost()
    {
        factory = new WebApplicationFactory<SignedInActor>().WithWebHostBuilder(host => host
            .UseEnvironment("Development")
            .UseSetting("Portal:DataFolder", folder)
            .UseSetting("Portal:Demo", "true")
            .UseSetting("Portal:DemoData", "false")
            // Some tests make it fail on purpose; its log would drown what the tests say.
            .ConfigureLogging(logging => logging.ClearProviders()));
    }

    public IServiceProvider Services => factory.Services;

    public DemoRoad Road => factory.Services.GetRequiredService<DemoRoad>();

    /// <summary>A browser in which nobody has signed in.</summary>
    public HttpClient Stranger() => factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A browser in which this person has signed in by the real pages; one each, because each code works once.</summary>
    public async Task<HttpClient> BrowserOfAsync(DemoPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (browsers.TryGetValue(person.Email, out var known)) return known;
        var browser = Stranger();
        var form = TokenOf(await PageAsync(await browser.GetAsync("/sign-in")));
        var password = await browser.PostAsync("/sign-in", new FormUrlEncodedContent([form, new("Form.Email", person.Email), new("Form.Password", DemoSignIn.Password)]));
        Assert.Equal(HttpStatusCode.Redirect, password.StatusCode);
        var asked = await PageAsync(await browser.GetAsync("/sign-in/code"));
        var code = await browser.PostAsync("/sign-in/code", new FormUrlEncodedContent([TokenOf(asked), CodeOn(asked)]));
        Assert.Equal(HttpStatusCode.Redirect, code.StatusCode);
        return browsers[person.Email] = browser;
    }

    /// <summary>The demo shows on the page the code that the person's authenticator would.</summary>
    public static KeyValuePair<string, string> CodeOn(IHtmlDocument page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new("Form.Code", page.QuerySelector("strong.mono")!.TextContent);
    }

    public static KeyValuePair<string, string> TokenOf(IHtmlDocument page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new("__RequestVerificationToken", page.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!);
    }

    public static async Task<IHtmlDocument> PageAsync(HttpResponseMessage answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode}");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers.Values) browser.Dispose();
        await factory.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
