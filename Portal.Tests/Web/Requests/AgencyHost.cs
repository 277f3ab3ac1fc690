using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Core.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.Web.Requests;

/// <summary>The real application over a folder of its own, with browsers of the demo's people that signed in by the real pages.</summary>
public sealed class AgencyHost : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("portal-test-").FullName;
    private readonly Dictionary<string, HttpClient> browsers = [];
    private bool hasMessages;
    private WebApplicationFactory<Portal.Web.Security.SignedInActor> factory = null!;

    internal IServiceProvider Services => factory.Services;

    internal DemoRoad Road => factory.Services.GetRequiredService<DemoRoad>();

    /// <summary>The messages that can be counted by hand, beside those of the demo.</summary>
    internal async Task EnsureMessagesAsync()
    {
        if (hasMessages) return;
        await TestMessages.ImportAsync(factory.Services);
        hasMessages = true;
    }

    public ValueTask InitializeAsync()
    {
        factory = new WebApplicationFactory<Portal.Web.Security.SignedInActor>().WithWebHostBuilder(host => host
            .UseEnvironment("Development")
            .UseSetting("Portal:DataFolder", folder)
            .UseSetting("Portal:Demo", "true")
            .UseSetting("Portal:DemoData", "false")
            // No worker: packages stand where a test puts them.
            .ConfigureTestServices(services =>
            {
                foreach (var worker in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(Portal.Jobs.WorkerOptions).Assembly).ToList())
                    services.Remove(worker);
            }));
        return ValueTask.CompletedTask;
    }

    internal HttpClient Stranger() => factory.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A browser in which this person has signed in; one each, because each code works once.</summary>
    internal async Task<HttpClient> BrowserOfAsync(DemoPerson person)
    {
        if (browsers.TryGetValue(person.Email, out var known)) return known;
        var browser = Stranger();
        var password = await PageAsync(await browser.GetAsync("/sign-in"));
        var filled = Fields(password, "form[action*='sign-in']");
        filled["Form.Email"] = person.Email;
        filled["Form.Password"] = Portal.Web.Demo.DemoSignIn.Password;
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/sign-in", new FormUrlEncodedContent(filled))).StatusCode);
        await ProveAsync(browser, "/sign-in/code");
        return browsers[person.Email] = browser;
    }

    /// <summary>Answers a page that asks for a code with the code that the demo shows on it.</summary>
    internal static async Task<HttpResponseMessage> ProveAsync(HttpClient browser, string address)
    {
        var page = await PageAsync(await browser.GetAsync(address));
        var form = Fields(page, "main form");
        form["Form.Code"] = page.QuerySelector("strong.mono")!.TextContent;
        var answer = await browser.PostAsync(page.QuerySelector("main form")!.GetAttribute("action"), new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    /// <summary>Sends the page's form with some fields filled in, as a browser would: with its hidden fields.</summary>
    /// <param name="form">Which form of the page; the first in its content where none is named.</param>
    internal static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address, Dictionary<string, string> typed, string form = "main form")
    {
        var page = await PageAsync(await browser.GetAsync(address));
        var fields = Fields(page, form);
        foreach (var (name, value) in typed) fields[name] = value;
        return await browser.PostAsync(page.QuerySelector(form)!.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }

    internal static async Task<IHtmlDocument> PageAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode}");
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    private static Dictionary<string, string> Fields(IHtmlDocument page, string form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in page.QuerySelector(form)!.QuerySelectorAll("input, textarea, select"))
        {
            var value = input switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } or IHtmlInputElement { Type: "file" } => null,
                IHtmlInputElement box => box.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null && input.GetAttribute("name") is { Length: > 0 } name) fields[name] = value;
        }
        return fields;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in browsers.Values) browser.Dispose();
        await factory.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
