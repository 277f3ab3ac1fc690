using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Demo;
using Portal.Core.Storage;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

public sealed class ClockPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task Clocks_ForStaffAndAgency_OpenTheCalculation_AndForAnotherAgencyAreNotThere()
    {
        var id = await host.SubmittedAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var other = await host.BrowserOfAsync(DemoPeople.OtherOfficer);

        foreach (var page in new[] { await reviewer.PageAsync($"/review/{id}/clocks"), await officer.PageAsync($"/requests/{id}/clocks") })
        {
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.NotNull(page.QuerySelector("section.card svg[role=img]"));
            Assert.NotNull(page.QuerySelector("section.card table"));
            Assert.Contains("The order states Tuesday 15 December 2026.", page.QuerySelector("section.card ol")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("United States federal holidays", page.Words(), StringComparison.Ordinal);
        }
        foreach (var page in new[] { await reviewer.PageAsync($"/review/{id}/law"), await officer.PageAsync($"/requests/{id}/law") })
        {
            Assert.Contains("US search warrant", page.Words(), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Can be compelled", page.Words(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/requests/{id}/clocks", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/requests/{id}/law", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync($"/review/{id}/clocks", Ct)).StatusCode);
    }

    [Fact]
    public async Task Chips_WhereverTheyAre_LeadToTheCalculation()
    {
        var id = await host.SubmittedAsync("26-SW-00777");
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        Assert.Equal($"/review/{id}/clocks", (await reviewer.PageAsync("/review?q=SW-00777")).QuerySelector("main a.clock")!.GetAttribute("href"));
        Assert.Equal($"/review/{id}/clocks", (await reviewer.PageAsync($"/review/{id}")).QuerySelector("main a.clock")!.GetAttribute("href"));
        Assert.StartsWith($"/requests/{id}/clocks#", (await officer.PageAsync($"/requests/{id}")).QuerySelector("main a.clock")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_WithAClockThatRanOut_ShowsItFromAfar()
    {
        var id = await host.SubmittedAsync("26-SW-00888");
        await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.RespondBy, DateTimeOffset.UnixEpoch.AddYears(50)), Ct));
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var page = await reviewer.PageAsync("/review?q=SW-00888");

        Assert.NotNull(page.QuerySelector("tr.is-overdue .clock.is-overdue"));
        Assert.Equal(["1", "0"], page.QuerySelectorAll(".stat-value").Select(v => v.TextContent));
    }

    [Fact]
    public async Task AddLawAndExtend_ByForm_ShowOnThePage_AndWhatTheLawForbidsIsSaid()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var add = $"/review/{id}/clocks/law";
        var extend = $"/review/{id}/clocks/extend";

        var empty = await reviewer.PressAsync(add, add, ("Reason", ""));
        var added = await reviewer.PressAsync(add, add, ("Instrument", "US_WARRANT_CA"), ("Reason", "Issued in California."));
        (string, string)[] typed =
        [
            ("Clock", "US_WARRANT_CA.Respond"), ("Day.Day", "3"), ("Day.Month", "3"), ("Day.Year", "2099"), ("Time", "17:00"),
            ("GrantedBy", "Superior Court"), ("Finding", "Order, paragraph 2"), ("Reason", "Much to read."),
        ];
        var forbidden = await reviewer.PreviewAsync(extend, [("Clock", "US_WARRANT.Respond"), .. typed[1..]]);
        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(extend, typed));
        var token = preview.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var seen = preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        var sent = await reviewer.PostAsync(extend, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Seen", seen), .. typed.Select(t => KeyValuePair.Create(t.Item1, t.Item2))]), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Contains("lets nobody extend", (await AgencyHost.PageAsync(forbidden)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var words = (await reviewer.PageAsync($"/review/{id}/clocks")).Words();
        Assert.Contains("Superior Court extended the time to 3 March 2099 at 17:00:00", words, StringComparison.Ordinal);
        Assert.Contains("Issued in California.", words, StringComparison.Ordinal);
        Assert.Contains("earliest", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Officer_TicksAFurtherLaw_AndItIsKeptWithTheDraft()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var wrong = await officer.PressAsync("/requests/new", "/requests/new", ("Instrument", "US_SUBPOENA"), ("AlsoUnder", "US_WARRANT_CA"));
        var started = await officer.PressAsync("/requests/new", "/requests/new", ("Instrument", "US_WARRANT"), ("AlsoUnder", "US_WARRANT_CO"));
        var draft = started.Headers.Location!.ToString().Replace("/order", "/instrument", StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("cannot stand beside", (await AgencyHost.PageAsync(wrong)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await officer.PageAsync(draft)).QuerySelector("input[name=AlsoUnder][value=US_WARRANT_CO][checked]"));
    }
}
