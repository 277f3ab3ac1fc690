using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Demo;
using Portal.Core.Storage;
using Portal.Tests.Web.Requests;
using Portal.Tests.Web.Review;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Desk;

public sealed class DeskPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task SignedIn_LegalStaff_OpenOnTheDeskAndTheOnCallOnEmergencies()
    {
        foreach (var (person, home) in new[] { (DemoPeople.Reviewer, "/desk"), (DemoPeople.Approver, "/desk"), (DemoPeople.OnCall, "/review/emergencies"), (DemoPeople.Officer, "/requests"), (DemoPeople.Auditor, "/audit"), (DemoPeople.Administrator, "/admin") })
        {
            var browser = await host.BrowserOfAsync(person);
            Assert.Equal(home, (await browser.GetAsync("/", Ct)).Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task Figure_OnTheDesk_LeadsToAQueueOfAsMany()
    {
        await host.SubmittedAsync("26-SW-00701");
        var own = await host.UnderReviewAsync();
        await host.Road.ProposeAsync(own, [], Ct);
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);

        var desk = await approver.PageAsync("/desk");
        var figures = desk.QuerySelectorAll("a.stat").Where(a => a.GetAttribute("href")!.StartsWith("/review?", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(figures);
        Assert.Contains(figures, f => f.TextContent.Contains("To approve", StringComparison.Ordinal));
        foreach (var figure in figures)
        {
            var queue = await approver.PageAsync(figure.GetAttribute("href")!);
            Assert.Equal(figure.QuerySelector(".stat-value")!.TextContent, queue.QuerySelector("nav.tabs a[aria-current] .count")!.TextContent);
        }
    }

    [Fact]
    public async Task Approver_WhoProposed_IsNotAskedToApproveIt()
    {
        var id = await host.UnderReviewAsync();
        await host.Road.ProposeAsync(id, [], Ct);

        var others = await LinksAsync(await host.BrowserOfAsync(DemoPeople.Approver), "/review?tab=ToApprove&focus=SecondPerson");
        var proposers = await LinksAsync(await host.BrowserOfAsync(DemoPeople.Reviewer), "/review?tab=ToApprove&focus=SecondPerson");

        Assert.Contains($"/review/{id}", others);
        Assert.DoesNotContain($"/review/{id}", proposers);
    }

    [Fact]
    public async Task View_SavedInTheQueue_StandsAboveItAndOpensIt()
    {
        var browser = await host.BrowserOfAsync(DemoPeople.SecondReviewer);
        var save = (await browser.PageAsync("/review?tab=Open&mine=true&sort=-received")).QuerySelectorAll("a").Single(a => a.TextContent == "Save as a view").GetAttribute("href")!;
        var nameless = await browser.PressAsync(save, "/review/views");
        var saved = await browser.PressAsync(save, "/review/views", ("Name", "Mine, newest"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
        Assert.NotNull((await AgencyHost.PageAsync(nameless)).QuerySelector("#Name-error"));
        Assert.Equal("/review?tab=Open&mine=true&sort=-received", saved.Headers.Location?.ToString());
        var queue = await browser.PageAsync(saved.Headers.Location!.ToString());
        Assert.Equal("Mine, newest", queue.QuerySelector("nav[aria-label='Your views'] a[aria-current]")!.TextContent.Trim());

        var views = await browser.PageAsync("/review/views");
        var opens = views.QuerySelector("form[action$='/opens-queue']")!.GetAttribute("action")!;
        await browser.PressAsync("/review/views", opens);
        Assert.Equal("/review?tab=Open&mine=true&sort=-received", (await browser.GetAsync("/review", Ct)).Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/review?tab=Open", Ct)).StatusCode);

        var id = opens.Split('/')[3];
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PressAsync($"/review/views?edit={id}", $"/review/views/{id}/rename", ("Name", "Newest"))).StatusCode);
        Assert.Contains("Newest", (await browser.PageAsync("/review/views")).Words(), StringComparison.Ordinal);
        await browser.PressAsync("/review/views", $"/review/views/{id}/delete");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/review", Ct)).StatusCode);
    }

    [Fact]
    public async Task Timeline_OfARequest_TellsByDayWhoDidWhat()
    {
        var id = await host.UnderReviewAsync();
        var browser = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var page = await browser.PageAsync($"/review/{id}/timeline");

        Assert.NotEmpty(page.QuerySelectorAll("main h2"));
        var lines = page.QuerySelectorAll("li.timeline-event").ToList();
        Assert.StartsWith("Submitted the request.", lines.First(l => l.TextContent.Contains("Submitted", StringComparison.Ordinal)).QuerySelector(".timeline-what")!.TextContent, StringComparison.Ordinal);
        Assert.All(lines, l => Assert.NotNull(l.QuerySelector("time")));
        Assert.Contains("legal reviewer", page.Words(), StringComparison.Ordinal);
        Assert.Contains(await host.ReadAsync(services => services.GetRequiredService<PortalDb>().AuditEntries.Where(a => a.RequestId == id && a.Name == "request.viewed").Select(a => a.Sentence).ToListAsync(Ct)), s => s.Contains("timeline", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string?>> LinksAsync(HttpClient browser, string address) =>
        (await browser.PageAsync(address)).QuerySelectorAll("a[data-open]").Select(a => a.GetAttribute("href"));
}
