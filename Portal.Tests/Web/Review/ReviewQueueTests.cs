using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Preservation;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

public sealed class ReviewQueueTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task Queue_ByTabTextAndMine_ShowsWhatFits()
    {
        var waiting = await host.SubmittedAsync("26-SW-00901");
        var mine = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var toCheck = await LinksAsync(reviewer, "/review");
        var found = await LinksAsync(reviewer, "/review?q=SW-00901");
        var none = await LinksAsync(reviewer, "/review?q=%25");
        var toReview = await LinksAsync(reviewer, "/review?tab=ToReview&mine=true");
        var ofOthers = await LinksAsync(await host.BrowserOfAsync(DemoPeople.SecondReviewer), "/review?tab=ToReview&mine=true");

        Assert.Contains($"/review/{waiting}", toCheck);
        Assert.DoesNotContain($"/review/{mine}", toCheck);
        Assert.Equal([$"/review/{waiting}"], found);
        Assert.Empty(none);
        Assert.Contains($"/review/{mine}", toReview);
        Assert.Empty(ofOthers);
    }

    [Fact]
    public async Task Query_TurnsPagesByTheClock_WithoutLosingOrRepeatingARequest()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await host.SubmittedAsync($"26-SW-0100{i}"));
        var first = await AskAsync(new ReviewQuestion(ReviewGroup.ToCheck));

        Assert.Equal(first.Lines.OrderBy(l => l.Clock?.Due ?? DateTimeOffset.MaxValue).ThenBy(l => l.Id.ToString()).Select(l => l.Id), first.Lines.Select(l => l.Id));
        Assert.Equal(first.Lines.Count, first.Counts[ReviewGroup.ToCheck]);
        var middle = first.Lines[^2];
        var after = await AskAsync(new ReviewQuestion(ReviewGroup.ToCheck, After: CursorOf(middle)));
        var before = await AskAsync(new ReviewQuestion(ReviewGroup.ToCheck, Before: CursorOf(middle)));
        Assert.Equal([first.Lines[^1].Id], after.Lines.Select(l => l.Id));
        Assert.Equal(first.Lines.SkipLast(2).Select(l => l.Id), before.Lines.Select(l => l.Id));
        Assert.Equal(first.Lines.Count, (await AskAsync(new ReviewQuestion(ReviewGroup.ToCheck, After: "broken"))).Lines.Count);
    }

    [Fact]
    public async Task Workspace_ReadTwice_IsRecordedOnce()
    {
        var id = await host.SubmittedAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        await reviewer.PageAsync($"/review/{id}");
        var page = await reviewer.PageAsync($"/review/{id}");

        Assert.Single(await host.EventsAsync(id), "request.viewed");
        Assert.Contains("+1 360 555 0142", page.Words(), StringComparison.Ordinal);
        Assert.Contains("18 U.S.C.", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspace_OfADraftOrOfNothing_IsNotThere()
    {
        var draft = await host.Road.DraftAsync(Warrant, () => new MemoryStream(Support.TestPdf.OnePage("Draft")), Ct);
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/review/{draft}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/review/{Guid.NewGuid()}", Ct)).StatusCode);
    }

    [Fact]
    public async Task CallBack_NotFilledIn_IsAskedForAtItsFields()
    {
        var id = await host.SubmittedAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var page = $"/review/{id}";
        await reviewer.PressAsync(page, $"{page}/steps/StartIdentityCheck");

        var empty = await AgencyHost.PageAsync(await reviewer.PressAsync(page, $"{page}/call-back"));
        var early = await reviewer.PressAsync(page, $"{page}/steps/ConfirmIdentity");

        Assert.NotNull(empty.QuerySelector("#SpokeWith-error"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("+1 360 555 0142", (await AgencyHost.PageAsync(early)).Words(), StringComparison.Ordinal);
        Assert.Equal(RequestStatus.IdentityCheck, await host.StatusAsync(id));
    }

    [Fact]
    public async Task FraudHold_IsClearedByASecondPersonOnly()
    {
        var id = await host.SubmittedAsync();
        var page = $"/review/{id}";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var second = await host.BrowserOfAsync(DemoPeople.SecondReviewer);
        await reviewer.PressAsync(page, $"{page}/steps/StartIdentityCheck");
        await reviewer.PressAsync($"{page}/steps/HoldForFraud", $"{page}/steps/HoldForFraud", ("Reason", "The seal is a copy."));

        var held = await reviewer.PageAsync(page);
        var own = await reviewer.PageAsync($"{page}/steps/ClearFraudHold");
        var other = await second.PressAsync($"{page}/steps/ClearFraudHold", $"{page}/steps/ClearFraudHold", ("Reason", "The court confirms it."));

        Assert.Contains("this takes a second person", held.Words(), StringComparison.Ordinal);
        Assert.Null(own.QuerySelector("main form[method=post]"));
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(RequestStatus.IdentityCheck, await host.StatusAsync(id));
    }

    [Fact]
    public async Task Recall_BeforeRelease_SaysThatItIsNotPossible()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var page = await reviewer.PageAsync($"/review/{id}/recall");

        Assert.Contains("is not open to you", page.Words(), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form[method=post]"));
    }

    [Fact]
    public async Task PreservationDesk_AcceptsAndDeclines()
    {
        var kept = await AskToPreserveAsync("PE-1");
        var refused = await AskToPreserveAsync("PE-2");
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var accept = await reviewer.PressAsync("/review/preservation", $"/review/preservation/{kept}/accept");
        var silent = await reviewer.PressAsync($"/review/preservation/{refused}/decline", $"/review/preservation/{refused}/decline");
        var decline = await reviewer.PressAsync($"/review/preservation/{refused}/decline", $"/review/preservation/{refused}/decline", ("Reason", "No such account."));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect], [accept.StatusCode, silent.StatusCode, decline.StatusCode]);
        var statuses = await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Preservations.ToDictionaryAsync(p => p.Id, p => p.Status, Ct));
        Assert.Equal((PreservationStatus.Active, PreservationStatus.Declined), (statuses[kept], statuses[refused]));
    }

    private Task<Guid> AskToPreserveAsync(string caseNumber) => host.Road.AsAsync(DemoPeople.Officer, async (services, actor) =>
    {
        var window = new UtcWindow(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        return (await services.GetRequiredService<RequestPreservation>().ExecuteAsync(new("US_PRESERVE", IdentifierKind.Handle, "tide_keeper", window, caseNumber) { Fields = PreservationFields.Us }, actor, Ct)).Id;
    }, Ct);

    private Task<ReviewQueueQuery.Result> AskAsync(ReviewQuestion question) =>
        host.Road.AsAsync(DemoPeople.Reviewer, (services, actor) => services.GetRequiredService<ReviewQueueQuery>().ExecuteAsync(question, actor, Ct), Ct);

    private static string CursorOf(ReviewQueueLine line) => $"{(line.Clock?.Due ?? DateTimeOffset.MaxValue).UtcTicks}_{line.Id:N}";

    private static async Task<IEnumerable<string?>> LinksAsync(HttpClient browser, string address) =>
        (await browser.PageAsync(address)).QuerySelectorAll("a[data-open]").Select(a => a.GetAttribute("href"));
}
