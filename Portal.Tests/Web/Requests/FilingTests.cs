using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Demo;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Web.Requests;

/// <summary>An officer fills in the guided form, page by page, through the real application.</summary>
public sealed class FilingTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly Dictionary<string, string> Order = new()
    {
        ["issuerKind"] = "Judge",
        ["court"] = "Superior Court of Washington for Ellis County",
        ["judgeName"] = "Hon. Miriam Calloway",
        ["docketNumber"] = "26-SW-00417",
        ["orderNumber"] = "26-SW-00417-1",
        ["offence"] = "Theft in the first degree",
        ["dateSigned.Day"] = "5", ["dateSigned.Month"] = "October", ["dateSigned.Year"] = "2026",
        ["authorityFrom.Day"] = "1", ["authorityFrom.Month"] = "3", ["authorityFrom.Year"] = "2026",
        ["authorityTo.Day"] = "31", ["authorityTo.Month"] = "3", ["authorityTo.Year"] = "2026",
        ["returnDate.Day"] = "15", ["returnDate.Month"] = "12", ["returnDate.Year"] = "2099",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Filing_FromInstrumentToReference_GoesPageByPage()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);
        Assert.Equal($"/requests/{id}/documents", await NextAsync(browser, $"/requests/{id}/order", Order));
        Assert.Equal($"/requests/{id}/documents", await UploadAsync(browser, id));
        Assert.Equal($"/requests/{id}/targets", await NextAsync(browser, $"/requests/{id}/targets", new() { ["Kind"] = "Handle", ["Value"] = "@harbor_lights", ["Role"] = "Suspect" }, "form[action$=targets]"));

        // The records page knows the only account and the days the order covers.
        Assert.Equal($"/requests/{id}/records", await NextAsync(browser, $"/requests/{id}/records", new() { ["Category"] = "ContentDm", ["Zone"] = "America/Los_Angeles" }, "form[action$=records]"));
        var records = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/records", Ct));
        Assert.Contains("1 Mar 2026, 08:00 UTC to 1 Apr 2026, 07:00 UTC", records.QuerySelector("#records")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("America/Los_Angeles", records.QuerySelector("#Zone")!.GetAttribute("value"));

        var unsworn = await AgencyHost.SendAsync(browser, $"/requests/{id}/check", [], "form[action$=check]");
        Assert.NotNull((await AgencyHost.PageAsync(unsworn)).QuerySelector(".error-summary a[href='#Declared']"));
        Assert.Equal($"/requests/{id}/submitted", await NextAsync(browser, $"/requests/{id}/check", new() { ["Declared"] = "true" }, "form[action$=check]"));

        var submitted = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/submitted", Ct));
        Assert.Matches(@"PR-\d{4}-\d{6}", submitted.QuerySelector("main")!.TextContent);
        // What is submitted can no longer be changed by its old pages.
        Assert.Equal(HttpStatusCode.Conflict, (await browser.GetAsync($"/requests/{id}/order", Ct)).StatusCode);
    }

    [Fact]
    public async Task Instrument_NotChosen_NamesTheQuestion()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);

        var page = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, "/requests/new", []));

        Assert.Equal("#Instrument", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#Instrument"));
    }

    [Fact]
    public async Task Order_WithADayThatIsNone_KeepsWhatWasTypedAndNamesTheMend()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);

        var answer = await AgencyHost.SendAsync(browser, $"/requests/{id}/order", new(Order) { ["dateSigned.Day"] = "31", ["dateSigned.Month"] = "2" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await AgencyHost.PageAsync(answer);
        Assert.Equal("#dateSigned", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Contains("like 27 3 2026", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("31", page.QuerySelector("#dateSigned")!.GetAttribute("value"));
        Assert.Equal("Hon. Miriam Calloway", page.QuerySelector("#judgeName")!.GetAttribute("value"));
        Assert.Contains("Theft in the first degree", page.QuerySelector("#offence")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("input[name=issuerKind][value=Judge]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Order_SavedForLater_IsThereWhenTheOfficerComesBack()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);

        var answer = await AgencyHost.SendAsync(browser, $"/requests/{id}/order", new() { ["court"] = "Ellis County", ["then"] = "later" });

        Assert.Equal("/requests", answer.Headers.Location!.ToString());
        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/order", Ct));
        Assert.Equal("Ellis County", page.QuerySelector("#court")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("Handle", "192.0.2.17", "Value", "IP address")]
    [InlineData("Handle", "1990-05-17", "Value", "date of birth")]
    [InlineData("Handle", "Harbor Lights", "Value", "display name")]
    [InlineData("Email", "harbor_lights", "Value", "name@example.org")]
    public async Task Target_ThatIdentifiesNobody_IsRefusedWithTheMend(string kind, string value, string field, string mend)
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);

        var page = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, $"/requests/{id}/targets", new() { ["Kind"] = kind, ["Value"] = value, ["Role"] = "Victim" }));

        Assert.Equal($"#{field}", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Contains(mend, page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(value, page.QuerySelector($"#{field}")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("input[name=Role][value=Victim]")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Records_WithAReversedWindowAndAnUnknownZone_SayBothInWords()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);
        await AgencyHost.SendAsync(browser, $"/requests/{id}/targets", new() { ["Kind"] = "Handle", ["Value"] = "harbor_lights", ["Role"] = "Suspect" });
        Dictionary<string, string> typed = new() { ["Category"] = "ContentDm", ["LocalStart"] = "2026-04-01T00:00", ["LocalEnd"] = "2026-03-01T00:00", ["Zone"] = "UTC" };

        var reversed = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, $"/requests/{id}/records", typed, "form[action$=records]"));
        Assert.Equal("#LocalStart", reversed.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal("2026-04-01T00:00", reversed.QuerySelector("#LocalStart")!.GetAttribute("value"));

        var unknown = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, $"/requests/{id}/records", new(typed) { ["Zone"] = "PST" }, "form[action$=records]"));
        Assert.Contains("America/Los_Angeles", unknown.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("PST", unknown.QuerySelector("#Zone")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Records_OutOfTheInstrumentsReach_CannotBeChosenAndSayWhy()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser, "US_SUBPOENA");
        await AgencyHost.SendAsync(browser, $"/requests/{id}/targets", new() { ["Kind"] = "Handle", ["Value"] = "harbor_lights", ["Role"] = "Suspect" });

        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/records", Ct));
        var content = page.QuerySelector("input[name=Category][value=ContentDm]")!;
        Assert.True(content.HasAttribute("disabled"));
        Assert.Contains("A warrant does", page.GetElementById(content.GetAttribute("aria-describedby")!)!.TextContent, StringComparison.Ordinal);

        // Whoever sends it all the same is told the same.
        var refused = await AgencyHost.PageAsync(await AgencyHost.SendAsync(
            browser,
            $"/requests/{id}/records",
            new() { ["Category"] = "ContentDm", ["LocalStart"] = "2026-03-01T00:00", ["LocalEnd"] = "2026-03-02T00:00", ["Zone"] = "UTC" },
            "form[action$=records]"));
        Assert.Contains("A warrant does", refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_ThatIsNoPdf_IsRefusedAndNotKept()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);

        var answer = await PostFileAsync(browser, id, "PK\u0003\u0004 not a warrant"u8.ToArray(), "warrant.pdf");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await AgencyHost.PageAsync(answer);
        Assert.Equal("#File", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal(0, await host.Road.AsAsync(DemoPeople.Officer, (services, _) => services.GetRequiredService<PortalDb>().Documents.CountAsync(d => d.RequestId == id, Ct), Ct));
    }

    [Fact]
    public async Task Check_OfAnEmptyDraft_LinksEveryGapToItsPage()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await StartAsync(browser);

        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/check", Ct));

        var links = page.QuerySelectorAll(".banner a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains($"/requests/{id}/order#court", links);
        Assert.Contains($"/requests/{id}/documents#document", links);
        Assert.Contains($"/requests/{id}/targets#targets", links);
        foreach (var link in links)
        {
            var target = await AgencyHost.PageAsync(await browser.GetAsync(link, Ct));
            Assert.True(target.GetElementById(link!.Split('#')[1]) is not null, link);
        }
    }

    [Fact]
    public async Task Preservation_AskedFor_HasAReferenceAndSaysWhatIsNext()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.Officer);
        Dictionary<string, string> typed = new()
        {
            ["Instrument"] = "US_PRESERVE", ["IdentifierKind"] = "Handle", ["Identifier"] = "harbor_lights",
            ["LocalStart"] = "2026-03-01T00:00", ["LocalEnd"] = "2026-04-01T00:00", ["Zone"] = "UTC", ["Categories"] = "ContentDm", ["offence"] = "Burglary", ["issuerKind"] = "AgencyOfficer",
        };

        var refused = await AgencyHost.PageAsync(await AgencyHost.SendAsync(browser, "/preservation/new?instrument=US_PRESERVE", typed));
        Assert.Equal("#CaseNumber", refused.QuerySelector(".error-summary a")!.GetAttribute("href"));
        Assert.Equal("harbor_lights", refused.QuerySelector("#Identifier")!.TextContent.Trim());

        var answer = await AgencyHost.SendAsync(browser, "/preservation/new?instrument=US_PRESERVE", new(typed) { ["CaseNumber"] = "PE-2026-1183" });
        var page = await AgencyHost.PageAsync(await browser.GetAsync(answer.Headers.Location, Ct));
        Assert.Matches(@"PV-\d{4}-\d{6}", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Until then nothing is", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.BrowserOfAsync(DemoPeople.OtherOfficer)).GetAsync(answer.Headers.Location, Ct)).StatusCode);
    }

    private static async Task<Guid> StartAsync(HttpClient browser, string instrument = "US_WARRANT")
    {
        var next = await NextAsync(browser, "/requests/new", new() { ["Instrument"] = instrument });
        return Guid.Parse(next.Split('/')[2]);
    }

    private static async Task<string> NextAsync(HttpClient browser, string address, Dictionary<string, string> typed, string form = "main form")
    {
        var answer = await AgencyHost.SendAsync(browser, address, typed, form);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await WhyAsync(answer));
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> UploadAsync(HttpClient browser, Guid id)
    {
        var answer = await PostFileAsync(browser, id, TestPdf.OnePage("Search warrant"), "warrant.pdf");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await WhyAsync(answer));
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> PostFileAsync(HttpClient browser, Guid id, byte[] bytes, string name)
    {
        var page = await AgencyHost.PageAsync(await browser.GetAsync($"/requests/{id}/documents"));
        using var body = new MultipartFormDataContent();
        body.Add(new StringContent(page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        body.Add(file, "File", name);
        return await browser.PostAsync($"/requests/{id}/documents", body);
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer) =>
        $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {(answer.StatusCode == HttpStatusCode.UnprocessableEntity ? (await AgencyHost.PageAsync(answer)).QuerySelector(".error-summary")?.TextContent : "")}";
}
