using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Web.Requests;

public sealed class AgencyPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static readonly string[] PagesOfARequest = ["", "/submitted", "/answer", "/withdraw", "/progress", "/check"];
    private static readonly string[] FormsOfADraft = ["/instrument", "/order", "/targets", "/records", "/check", "/discard"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfTheOwner_PutsADraftUnderWhatNeedsThem()
    {
        var id = await DraftAsync();
        var page = await AgencyHost.PageAsync(await (await host.BrowserOfAsync(DemoPeople.Officer)).GetAsync("/requests", Ct));

        var urgent = page.QuerySelector("#needs-you")!.ParentElement!;
        Assert.NotNull(urgent.QuerySelector($"a[href='/requests/{id}']"));
        Assert.Contains("Finish the draft", urgent.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task List_FilteredInTheAddress_ShowsThatGroupOnly()
    {
        var draft = await DraftAsync();
        var submitted = await SubmittedAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await AgencyHost.PageAsync(await browser.GetAsync("/requests?show=withus", Ct));

        Assert.NotNull(page.QuerySelector($"a[href='/requests/{submitted}']"));
        Assert.Null(page.QuerySelector($"a[href='/requests/{draft}']"));
    }

    [Fact]
    public async Task DraftPages_OfTheOwner_OpenAndHaveOneHeading()
    {
        var id = await DraftAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        foreach (var address in DraftAddresses(id).Append("/requests/new").Append("/preservation").Append("/preservation/new"))
        {
            var page = await AgencyHost.PageAsync(await browser.GetAsync(address, Ct));
            Assert.True(page.QuerySelectorAll("h1").Length == 1, address);
            Assert.False(string.IsNullOrWhiteSpace(page.Title), address);
        }
    }

    [Fact]
    public async Task RequestPages_OfTheOwner_SayWhatHappensNext()
    {
        var id = await SubmittedAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        foreach (var address in new[] { $"/requests/{id}", $"/requests/{id}/submitted" })
        {
            var page = await AgencyHost.PageAsync(await browser.GetAsync(address, Ct));
            Assert.Contains("What happens next", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Our legal staff", page.Body.TextContent, StringComparison.Ordinal);
        }
        await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/withdraw", Ct));
        await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/answer", Ct));
    }

    [Fact]
    public async Task EveryAddressOfARequest_ForAnotherAgencysOfficer_IsNotFound()
    {
        var draft = await DraftAsync();
        var submitted = await SubmittedAsync();
        var (document, _) = await DocumentOfAsync(draft);
        var other = await host.BrowserOfAsync(DemoPeople.OtherOfficer);

        string[] read =
        [
            .. DraftAddresses(draft), $"/requests/{draft}/documents/{document}/pages/1",
            .. PagesOfARequest.Select(page => $"/requests/{submitted}{page}"),
            $"/packages/{Guid.NewGuid()}", $"/packages/{Guid.NewGuid()}/file", $"/preservation/{Guid.NewGuid()}",
        ];
        foreach (var address in read) Assert.True(await StatusAsync(other.GetAsync(address, Ct)) == HttpStatusCode.NotFound, address);

        var token = await TokenAsync(other);
        string[] written =
        [
            .. FormsOfADraft.Select(page => $"/requests/{draft}{page}"),
            $"/requests/{draft}/documents/{document}/remove", $"/requests/{draft}/targets/{Guid.NewGuid()}/remove", $"/requests/{draft}/records/{Guid.NewGuid()}/remove",
            $"/requests/{submitted}/withdraw", $"/requests/{submitted}/answer",
        ];
        foreach (var address in written)
        {
            var body = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token, ["Instrument"] = "US_WARRANT", ["Declared"] = "true", ["Reason"] = "x", ["Typed"] = "x", ["Text"] = "x",
            });
            Assert.True(await StatusAsync(other.PostAsync(address, body, Ct)) == HttpStatusCode.NotFound, address);
        }
        Assert.Equal(RequestStatus.Draft, await StatusOfAsync(draft));
    }

    [Fact]
    public async Task Requests_ForStaff_AreForbiddenHere()
    {
        var id = await SubmittedAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reviewer.GetAsync($"/requests/{id}", Ct)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reviewer.GetAsync("/requests/new", Ct)));
    }

    [Fact]
    public async Task Requests_ForNobodySignedIn_AskForSignIn()
    {
        using var stranger = host.Stranger();

        var answer = await stranger.GetAsync("/requests", Ct);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_AreRefused()
    {
        var id = await DraftAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        foreach (var address in new[] { "/requests/new", $"/requests/{id}/order", $"/requests/{id}/documents", $"/requests/{id}/check", $"/requests/{id}/discard", "/preservation/new" })
            Assert.True(await StatusAsync(browser.PostAsync(address, new FormUrlEncodedContent([new("Instrument", "US_WARRANT")]), Ct)) == HttpStatusCode.BadRequest, address);
        Assert.Equal(RequestStatus.Draft, await StatusOfAsync(id));
    }

    [Fact]
    public async Task StatusPage_OfAFraudHold_ReadsAsIdentityCheck()
    {
        var id = await SubmittedAsync();
        await host.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.StartIdentityCheck, null, Ct);
        await host.Road.MoveAsync(DemoPeople.Reviewer, id, RequestAction.HoldForFraud, "The mobile number is not the register's.", Ct);

        var page = await AgencyHost.PageAsync(await (await host.BrowserOfAsync(DemoPeople.Officer)).GetAsync($"/requests/{id}", Ct));

        var told = page.QuerySelector("main")!.TextContent.Replace("wire fraud", "", StringComparison.Ordinal);
        Assert.Contains("Identity check", told, StringComparison.Ordinal);
        Assert.DoesNotContain("fraud", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mobile number", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdraw_WithTheWrongReference_KeepsTheReasonAndChangesNothing()
    {
        var id = await SubmittedAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var refused = await AgencyHost.SendAsync(browser, $"/requests/{id}/withdraw", new() { ["Reason"] = "The suspect has confessed.", ["Typed"] = "PR-0" });
        var page = await AgencyHost.PageAsync(refused);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("The suspect has confessed.", page.QuerySelector("#Reason")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#Typed']"));
        Assert.Equal(RequestStatus.Submitted, await StatusOfAsync(id));

        var reference = page.QuerySelector(".caption")!.TextContent;
        await AgencyHost.SendAsync(browser, $"/requests/{id}/withdraw", new() { ["Reason"] = "The suspect has confessed.", ["Typed"] = reference.ToLowerInvariant() });
        Assert.Equal(RequestStatus.Withdrawn, await StatusOfAsync(id));
    }

    [Fact]
    public async Task Discard_Confirmed_PutsTheDraftAway()
    {
        var id = await DraftAsync();

        var answer = await AgencyHost.SendAsync(await host.BrowserOfAsync(DemoPeople.Officer), $"/requests/{id}/discard", []);

        Assert.Equal("/requests", answer.Headers.Location!.ToString());
        Assert.Equal(RequestStatus.Withdrawn, await StatusOfAsync(id));
    }

    [Fact]
    public async Task Progress_BeforeAPackage_IsAnEmptyStreamOfEvents()
    {
        var id = await SubmittedAsync();

        var answer = await (await host.BrowserOfAsync(DemoPeople.Officer)).GetAsync($"/requests/{id}/progress", Ct);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Ct));
    }

    private static string[] DraftAddresses(Guid id) =>
        [.. FormsOfADraft.Append("/documents").Select(page => $"/requests/{id}{page}")];

    private Task<Guid> DraftAsync() => host.Road.DraftAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private Task<Guid> SubmittedAsync() => host.Road.SubmitAsync(Warrant, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);

    private Task<(Guid Id, int Pages)> DocumentOfAsync(Guid request) => host.Road.AsAsync(DemoPeople.Officer, async (services, _) =>
    {
        var document = await services.GetRequiredService<PortalDb>().Documents.SingleAsync(d => d.RequestId == request, Ct);
        return (document.Id, document.Pages.Length);
    }, Ct);

    private Task<RequestStatus> StatusOfAsync(Guid request) => host.Road.AsAsync(DemoPeople.Officer, (services, _) =>
        services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == request).Select(r => r.Status).SingleAsync(Ct), Ct);

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        return response.StatusCode;
    }

    private static async Task<string> TokenAsync(HttpClient browser)
    {
        var page = await AgencyHost.PageAsync(await browser.GetAsync("/requests/new"));
        return page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }
}
