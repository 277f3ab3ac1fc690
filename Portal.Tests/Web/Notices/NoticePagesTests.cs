using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Notices;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Tests.Web.Requests;
using Portal.Tests.Web.Review;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Notices;

public sealed class NoticePagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly (string, string)[] Order =
        [("Court", "Superior Court"), ("Law", "18 U.S.C. § 2705(b)"), ("Docket", "26-MC-90"), ("SignedOn.Day", "5"), ("SignedOn.Month", "10"), ("SignedOn.Year", "2026")];

    [Fact]
    public async Task Road_WarrantWithoutAnOrder_NoticePeriodEndsAndThePackageIsBuilt()
    {
        var id = await SilentlessAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var workspace = (await reviewer.PageAsync($"/review/{id}")).QuerySelector("section#notice")!.TextContent;
        Assert.Contains("Tell the account holder first, and wait", workspace, StringComparison.Ordinal);
        Assert.Contains("tide_keeper", (await reviewer.PageAsync($"/review/{id}/notice/preview")).Words(), StringComparison.Ordinal);

        var proposal = await host.Road.ProposeAsync(id, [], Ct);
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);
        Assert.Contains("The notice goes out with the approval", (await approver.PageAsync($"/review/{id}/approve")).Words(), StringComparison.Ordinal);
        await host.Road.DecideAsync(id, proposal, Ct);
        Assert.Equal(RequestStatus.NoticePeriod, await host.StatusAsync(id));
        await WorkAsync();

        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        Assert.Contains("We have told the account holder. The records wait until", (await officer.PageAsync($"/requests/{id}")).QuerySelector("section#notice")!.TextContent, StringComparison.Ordinal);
        var desk = await reviewer.PageAsync("/review/notices");
        Assert.Contains(desk.QuerySelectorAll("a[data-open]"), a => a.GetAttribute("href") == $"/review/{id}#notice");

        // The clock of this host is the real one: the period is set to have ended, and the worker's own sweep does the rest.
        await host.ReadAsync(s => s.GetRequiredService<PortalDb>().NoticeDecisions.Where(d => d.RequestId == id)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.PeriodEndsAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)), Ct));
        await WorkAsync();
        Assert.Equal(RequestStatus.Queued, await host.StatusAsync(id));
        var package = await host.ReadAsync(s => s.GetRequiredService<PortalDb>().Disclosures.Where(d => d.RequestId == id).Select(d => d.Id).SingleAsync(Ct));
        await host.ReadAsync(s => s.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));
        Assert.Equal(RequestStatus.Released, await host.StatusAsync(id));
        Assert.Contains("Ended the notice period", (await officer.PageAsync($"/requests/{id}")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ByTheAgency_WaitsForStaffAndCountsOnceConfirmed()
    {
        var id = await SilentlessAsync();
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var upload = $"/requests/{id}/non-disclosure";

        var endless = await AgencyHost.PageAsync(await UploadAsync(officer, upload, [.. Order, ("UntilFurtherOrder", "true")]));
        Assert.Contains("Ask the court for an order with a fixed last day", endless.QuerySelector("#EndsOn-error")!.TextContent, StringComparison.Ordinal);
        var end = TimeProvider.System.GetUtcNow().AddDays(60);
        (string, string)[] whole = [.. Order, ("EndsOn.Day", $"{end.Day}"), ("EndsOn.Month", $"{end.Month}"), ("EndsOn.Year", $"{end.Year}")];
        Assert.Equal(HttpStatusCode.Redirect, (await UploadAsync(officer, upload, whole)).StatusCode);
        Assert.Contains("To be confirmed by staff", (await officer.PageAsync($"/requests/{id}")).QuerySelector("section#notice")!.TextContent, StringComparison.Ordinal);

        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        Assert.Contains("waits to be confirmed", (await reviewer.PageAsync("/review/notices")).Words(), StringComparison.Ordinal);
        var record = (await reviewer.PageAsync($"/review/{id}")).QuerySelector($"a[href^='/review/{id}/non-disclosure?order=']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync(record, record)).StatusCode);
        Assert.Equal(NonDisclosureStatus.Active, await host.ReadAsync(s => s.GetRequiredService<PortalDb>().NonDisclosureOrders.Where(o => o.RequestId == id).Select(o => o.Status).SingleAsync(Ct)));
        Assert.Contains("A court order bars us", (await officer.PageAsync($"/requests/{id}")).QuerySelector("section#notice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_WithoutWords_IsAnErrorAtItsField()
    {
        var id = await SilentlessAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var decide = $"/review/{id}/notice";

        var silent = await AgencyHost.PageAsync(await reviewer.PressAsync(decide, decide, ("Outcome", nameof(NoticeOutcome.Barred)), ("ReviewOn.Day", "1"), ("ReviewOn.Month", "1"), ("ReviewOn.Year", "2020")));
        Assert.NotNull(silent.QuerySelector("#ReviewOn-error"));
        var day = TimeProvider.System.GetUtcNow().AddDays(20);
        (string, string)[] dated = [("Outcome", nameof(NoticeOutcome.Barred)), ("ReviewOn.Day", $"{day.Day}"), ("ReviewOn.Month", $"{day.Month}"), ("ReviewOn.Year", $"{day.Year}")];
        Assert.NotNull((await AgencyHost.PageAsync(await reviewer.PressAsync(decide, decide, dated))).QuerySelector("#Words-error"));
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync(decide, decide, [.. dated, ("Words", "He has threatened the witness.")])).StatusCode);

        Assert.Contains("He has threatened the witness.", (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("threatened", (await (await host.BrowserOfAsync(DemoPeople.Officer)).PageAsync($"/requests/{id}")).Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ByReference_LeadsToTheRequestOfOnesOwnAgencyAlone()
    {
        var id = await SilentlessAsync();
        var reference = await host.ReadAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Reference!).SingleAsync(Ct));
        const string find = "/requests/non-disclosure";
        var (officer, other) = (await host.BrowserOfAsync(DemoPeople.Officer), await host.BrowserOfAsync(DemoPeople.OtherOfficer));

        var found = await officer.PressAsync(find, find, ("Reference", $" {reference.ToLowerInvariant()} "));
        var foreign = await other.PressAsync(find, find, ("Reference", reference));

        Assert.Equal($"/requests/{id}/non-disclosure", found.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, foreign.StatusCode);
        Assert.NotNull((await AgencyHost.PageAsync(foreign)).QuerySelector("#Reference-error"));
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/requests/{id}/non-disclosure", Ct)).StatusCode);
    }

    private async Task<Guid> SilentlessAsync()
    {
        await host.SubmittedAsync();
        var id = await host.Road.SubmitAsync(Warrant with { SilentDays = null }, () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct);
        await host.Road.ReviewAsync(id, Ct);
        return id;
    }

    private Task<bool> WorkAsync() => host.ReadAsync(async s =>
    {
        foreach (var id in await s.GetRequiredService<SweepNotices>().ExecuteAsync(Actor.Worker(), Ct)) await s.GetRequiredService<SendNotice>().ExecuteAsync(id, Actor.Worker(), Ct);
        return true;
    });

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string address, (string Name, string Value)[] typed)
    {
        var page = await browser.PageAsync(address);
        using var form = new MultipartFormDataContent { { new StringContent(page.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (name, value) in typed) form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(TestPdf.OnePage("Non-disclosure order")), "File", "Non-disclosure order.pdf");
        return await browser.PostAsync(address, form, Ct);
    }
}
