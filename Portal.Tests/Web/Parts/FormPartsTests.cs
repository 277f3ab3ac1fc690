using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Portal.Tests.Web.Parts;

/// <summary>A form posted with mistakes comes back with everything typed, and each error stands where it can be found.</summary>
public sealed class FormPartsTests(PartsHost host) : IClassFixture<PartsHost>
{
    private const string Hostile = "\"><script>alert(1)</script><b>&amp;";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Field_WithError_IsWiredToItsMessage()
    {
        var page = await PostAsync(("Issuer", ""));
        var input = page.QuerySelector("#Issuer")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        var described = input.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)!).ToList();
        Assert.Equal(["As it stands on the order", "Error: Enter the court or authority that issued the order"], described.Select(e => e.TextContent));
        Assert.Equal("Issuer", page.QuerySelector("label[for=Issuer]")!.GetAttribute("for"));
    }

    [Fact]
    public async Task Field_WithoutError_ClaimsNone()
    {
        var page = await PostAsync(("Issuer", "A court"));
        var input = page.QuerySelector("#Issuer")!;
        Assert.Null(input.GetAttribute("aria-invalid"));
        Assert.Equal("Issuer-hint", input.GetAttribute("aria-describedby"));
        Assert.Null(page.QuerySelector("#Issuer-error"));
    }

    [Fact]
    public async Task Form_WithErrors_KeepsAllThatWasTyped()
    {
        var page = await PostAsync(("Instrument", "US_2703D"), ("SignedOn.Day", "31"), ("SignedOn.Month", "feb"), ("SignedOn.Year", "20x6"),
            ("CaseNumber", Hostile), ("Categories", "LOGIN"), ("Categories", "CONTENT_DM"), ("Facts", "\n<b>first</b>\nsecond"), ("InForce", "true"));
        Assert.Equal(["31", "feb", "20x6"], page.QuerySelectorAll<IHtmlInputElement>(".date-parts input").Select(i => i.Value));
        Assert.Equal(Hostile, page.QuerySelector<IHtmlInputElement>("#CaseNumber")!.Value);
        Assert.Equal("\n<b>first</b>\nsecond", page.QuerySelector<IHtmlTextAreaElement>("#Facts")!.Value.ReplaceLineEndings("\n"));
        Assert.Equal(["US_2703D", "LOGIN", "CONTENT_DM", "true"], page.QuerySelectorAll<IHtmlInputElement>("input:checked").Select(i => i.Value));
        Assert.Empty(page.QuerySelectorAll("main script, main b"));
        Assert.Contains("Change the date the order was signed to a real date, like 27 3 2026", page.QuerySelector("#SignedOn-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorSummary_LinksEveryErrorToAFieldInPageOrder()
    {
        var page = await PostAsync(("CaseNumber", new string('x', 21)));
        var links = page.QuerySelectorAll<IHtmlAnchorElement>(".error-summary a").ToList();
        Assert.Equal(["Instrument", "SignedOn", "Issuer", "CaseNumber", "Categories", "InForce"], links.Select(a => a.Hash.TrimStart('#')));
        Assert.All(links, link => Assert.IsAssignableFrom<IHtmlInputElement>(page.GetElementById(link.Hash.TrimStart('#'))));
        Assert.Equal("6 things to put right", page.QuerySelector(".error-summary h2")!.TextContent);
        Assert.Equal("alert", page.QuerySelector(".error-summary")!.GetAttribute("role"));
        Assert.Equal("Error: The order – Portal", page.Title);
    }

    [Fact]
    public async Task RadiosAndDates_AreGroupsWhoseLegendAndErrorAreRead()
    {
        var page = await PostAsync();
        foreach (var id in new[] { "Instrument", "SignedOn", "Categories" })
        {
            var group = page.GetElementById(id)!.Closest("fieldset")!;
            Assert.NotEqual("", group.QuerySelector("legend")!.TextContent);
            Assert.Contains($"{id}-error", group.GetAttribute("aria-describedby")!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Form_WhenAccepted_SaysSoOnceAfterTheRedirect()
    {
        using var client = Client();
        using var answer = await SendAsync(client, ("Instrument", "US_WARRANT"), ("SignedOn.Day", "27"), ("SignedOn.Month", "3"), ("SignedOn.Year", "2026"),
            ("Issuer", "A court"), ("Categories", "LOGIN"), ("InForce", "true"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await ReadAsync(await client.GetAsync(answer.Headers.Location, Cancel));
        Assert.Contains("Draft saved.", page.QuerySelector("[role=status].banner")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await ReadAsync(await client.GetAsync(answer.Headers.Location, Cancel))).QuerySelector("[role=status].banner"));
    }

    [Fact]
    public async Task Post_WithoutToken_GetsThePlainPageAndNotAnEmptyAnswer()
    {
        using var content = new FormUrlEncodedContent([new("Issuer", "x")]);
        using var answer = await host.Client.PostAsync("/styles/request-step", content, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("We could not read that", (await ReadAsync(answer)).QuerySelector("h1")!.TextContent);
    }

    private HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };

    private async Task<IHtmlDocument> PostAsync(params (string Name, string Value)[] fields)
    {
        using var client = Client();
        using var answer = await SendAsync(client, fields);
        return await ReadAsync(answer);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, params (string Name, string Value)[] fields)
    {
        var form = await ReadAsync(await client.GetAsync("/styles/request-step", Cancel));
        var token = form.QuerySelector<IHtmlInputElement>("main input[name=__RequestVerificationToken]")!.Value;
        using var content = new FormUrlEncodedContent(
            fields.Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(new("__RequestVerificationToken", token)));
        return await client.PostAsync("/styles/request-step", content, Cancel);
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));
}
