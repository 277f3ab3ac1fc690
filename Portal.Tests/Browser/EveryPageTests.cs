using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The pages beside the road, on the narrowest screen and in the dark: accessible, within the window, without a script error.</summary>
public sealed class EveryPageTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private static readonly DemoWarrant Warrant = new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm])],
        "2026-03-01T00:00",
        "2026-04-01T00:00");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_At360InTheDark_AreAccessibleAndFit()
    {
        var officer = await NarrowAsync(DemoPeople.Officer);
        await TestMessages.ImportAsync(portal.Services);
        var (draft, review, proposed, order) = await RequestsAsync();

        await VisitAsync(
            officer, "/requests", "/requests/new", "/requests/new/emergency", "/preservation", "/preservation/new", "/preservation/new?instrument=US_PRESERVE", "/preservation/new?instrument=EU_EPOC_PR", $"/requests/{review}", $"/requests/{review}/withdraw", $"/requests/{review}/withdraw-part", $"/requests/{review}/appeal",
            $"/requests/{review}/clocks", $"/requests/{review}/law", $"/requests/{review}/non-disclosure", "/requests/non-disclosure", $"/requests/{draft}/targets/file", "/law", "/law/2026-11-24/EU_EPOC_CONTENT", "/law/compare", "/law/holidays", "/not-there");
        foreach (var step in new[] { "instrument", "order", "documents", "targets", "records", "check", "discard" }) await officer.GoAsync($"/requests/{draft}/{step}");

        var supervisor = await NarrowAsync(DemoPeople.Supervisor);
        await VisitAsync(supervisor, "/requests", $"/requests/{review}");

        var reviewer = await NarrowAsync(DemoPeople.Reviewer);
        await VisitAsync(
            reviewer, "/review", "/review/emergencies", "/review/notices", "/review/appeals", $"/review/{review}/notice", $"/review/{review}/notice/preview", $"/review/{review}/notice/objection", $"/review/{review}/notice/bar", $"/review/{review}/non-disclosure",
            $"/review/{review}/non-disclosure/{order}/EndEarly", "/review/preservation", $"/review/{review}", $"/review/{review}/clocks", $"/review/{review}/law", $"/review/{review}/clocks/law", $"/review/{review}/clocks/extend", $"/review/{review}/acknowledge", $"/review/{review}/ask", $"/review/{review}/write",
            $"/review/{review}/turn-down/Reject", $"/review/{review}/steps/HoldForFraud", $"/review/{review}/lines/L1/cut", $"/review/{review}/lines/L1/third-parties", $"/review/{review}/supersede", $"/review/{review}/appeal", $"/review/{proposed}/approve");

        var approver = await NarrowAsync(DemoPeople.Approver);
        await VisitAsync(approver, $"/review/{proposed}", $"/review/{proposed}/approve");

        var auditor = await NarrowAsync(DemoPeople.Auditor);
        await VisitAsync(auditor, "/audit", "/audit/events", "/audit/disclosures", $"/audit/requests/{proposed}");

        var administrator = await NarrowAsync(DemoPeople.Administrator);
        await VisitAsync(administrator, "/admin", "/about", "/guidelines", "/verify");

        // The page that is not there says so to the browser's console as well.
        List<string> complaints = [.. new[] { officer, supervisor, reviewer, approver, auditor, administrator }.SelectMany(w => w.Complaints).Where(c => !c.Contains("404", StringComparison.Ordinal))];
        Assert.Empty(complaints);
    }

    private Task<Window> NarrowAsync(DemoPerson person) => portal.WindowOfAsync(person, width: 360, ColorScheme.Dark);

    private static async Task VisitAsync(Window window, params string[] pages)
    {
        foreach (var page in pages) await window.GoAsync(page);
    }

    /// <summary>One request that is still a draft, one under review, one that waits for its second person.</summary>
    private async Task<(Guid Draft, Guid Review, Guid Proposed, Guid Order)> RequestsAsync()
    {
        var road = portal.Road;
        var draft = await road.DraftAsync(Warrant with { Docket = "26-SW-00501" }, Order, Ct);
        var review = await road.SubmitAsync(Warrant with { Docket = "26-SW-00502" }, Order, Ct);
        await road.ReviewAsync(review, Ct);
        await TestLetters.SendAsync(road, review, "Your telephone call", "We spoke about the second account.\n\nPlease send the page that names it.", Ct);
        var proposed = await road.SubmitAsync(Warrant with { Docket = "26-SW-00503" }, Order, Ct);
        await road.ReviewAsync(proposed, Ct);
        await road.ProposeAsync(proposed, [], Ct);
        await using var scope = portal.Services.CreateAsyncScope();
        Assert.Equal(RequestStatus.ScopeProposed, await scope.ServiceProvider.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == proposed).Select(r => r.Status).SingleAsync(Ct));
        return (draft, review, proposed, await scope.ServiceProvider.GetRequiredService<PortalDb>().NonDisclosureOrders.Where(o => o.RequestId == review).Select(o => o.Id).SingleAsync(Ct));
    }

    private static MemoryStream Order() => new(TestPdf.OnePage("Search warrant"));
}
