using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

public sealed class ReviewRoadTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task Road_FromQueueToApproval_SignsWhatTheCutsLeftAndQueuesOnePackage()
    {
        var id = await host.SubmittedAsync();
        var page = $"/review/{id}";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        Assert.Contains(page, (await reviewer.PageAsync("/review")).QuerySelectorAll("a[data-open]").Select(a => a.GetAttribute("href")));
        await PressedAsync(reviewer, page, $"{page}/steps/StartIdentityCheck");
        await PressedAsync(reviewer, page, $"{page}/call-back", ("SpokeWith", "Sergeant A. Brandt"), ("Outcome", nameof(CallBackOutcome.Confirmed)));
        await PressedAsync(reviewer, page, $"{page}/steps/ConfirmIdentity");
        await PressedAsync(reviewer, page, $"{page}/assign");
        await PressedAsync(reviewer, page, $"{page}/steps/AcceptForReview");
        await PressedAsync(reviewer, page, $"{page}/targets");
        Assert.Contains("Account tide_keeper", (await reviewer.PageAsync(page)).Words(), StringComparison.Ordinal);

        // What the officer states of a non-disclosure order is compared with the document, and counts from then on.
        var compare = (await reviewer.PageAsync(page)).QuerySelector($"a[href^='{page}/non-disclosure?order=']")!.GetAttribute("href")!;
        var document = (await reviewer.PageAsync(compare)).QuerySelector("input[name='DocumentId']")!.GetAttribute("value")!;
        await PressedAsync(reviewer, compare, compare, ("DocumentId", document), ("SignedOn.Day", "5"), ("SignedOn.Month", "10"), ("SignedOn.Year", "2026"));

        var cut = $"{page}/lines/L1/cut";
        await PressedAsync(reviewer, cut, cut, ("Kind", nameof(CutKind.ExceptCounterparties)), ("Counterparties", "grand_aunt"), ("ReasonCode", "ALL_DATA"), ("Note", "Family."));
        await PressedAsync(reviewer, cut, cut, ("Kind", nameof(CutKind.Direction)), ("Direction", nameof(Direction.Sent)), ("ReasonCode", "ALL_DATA"), ("Note", "Only what he wrote."));
        await PressedAsync(reviewer, cut, $"{page}/lines/L1/cuts/1/remove");
        var early = await reviewer.PressAsync(page, $"{page}/propose");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("Count the lines first", (await AgencyHost.PageAsync(early)).Words(), StringComparison.Ordinal);

        await PressedAsync(reviewer, page, $"{page}/count");
        var undecided = await reviewer.PressAsync(page, $"{page}/propose");
        Assert.Contains("Line L1 lets out what other people wrote", (await AgencyHost.PageAsync(undecided)).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await DecideAsync(reviewer, page);
        await PressedAsync(reviewer, page, $"{page}/count");
        var counted = await reviewer.PageAsync(page);
        Assert.Equal("2 of 3 records", counted.QuerySelector(".scope-count")!.TextContent);
        Assert.DoesNotContain("Is the ferry late", counted.Source.Text, StringComparison.Ordinal);
        await PressedAsync(reviewer, page, $"{page}/propose");
        Assert.Equal(RequestStatus.ScopeProposed, await host.StatusAsync(id));

        await ApproveAsync(id, page);

        Assert.Equal(RequestStatus.Queued, await host.StatusAsync(id));
        Assert.Contains("Anybody, except grand_aunt", (await reviewer.PageAsync(page)).QuerySelector("#scope")!.TextContent, StringComparison.Ordinal);
        await host.ReadAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var scope = services.GetRequiredService<ScopeSigner>().Open((await db.Scopes.SingleAsync(s => s.RequestId == id, Ct)).ToSigned());
            Assert.Equal(["grand_aunt"], scope.Lines[0].Selector.ExceptCounterparties);
            Assert.Equal(Direction.Both, scope.Lines[0].Selector.Direction);
            var package = await db.Disclosures.SingleAsync(d => d.RequestId == id, Ct);
            Assert.Equal(1, await db.Outbox.CountAsync(o => o.SubjectId == package.Id, Ct));
            return true;
        });
        var events = await host.EventsAsync(id);
        foreach (var name in new[] { "request.viewed", "identity.called-back", "scope.cut", "scope.cut-removed", "scope.counted", "scope.proposed", "scope.approved", "non-disclosure.stated", "non-disclosure.confirmed", "notice.approved" })
            Assert.Contains(name, events);
    }

    [Fact]
    public async Task Approve_ByTheProposer_IsRefusedInWords()
    {
        var id = await host.UnderReviewAsync();
        var proposal = await host.Road.AsAsync(DemoPeople.SecondApprover, async (services, actor) => await services.GetRequiredService<ProposeScope>().ExecuteAsync(new(id, [], await DemoThirdParties.OfAsync(services, id, [], actor, Ct)), actor, Ct), Ct);
        await host.Road.AsAsync(DemoPeople.SecondApprover, async (services, actor) =>
        {
            await services.GetRequiredService<StepUp>().GrantAsync(actor, StepUp.Approve, proposal, Ct);
            return true;
        }, Ct);
        var proposer = await host.BrowserOfAsync(DemoPeople.SecondApprover);

        var looked = await proposer.PageAsync($"/review/{id}/approve");
        var confirm = await proposer.GetAsync($"/review/{id}/approve/{proposal}", Ct);
        var note = await proposer.PageAsync($"/review/{id}");
        var token = note.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var posted = await proposer.PostAsync($"/review/{id}/approve/{proposal}", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Ct);

        Assert.Contains("You proposed this scope yourself", looked.Words(), StringComparison.Ordinal);
        Assert.Null(looked.QuerySelector($"a[href='/review/{id}/approve/{proposal}']"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, confirm.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, posted.StatusCode);
        Assert.Contains("second person", (await AgencyHost.PageAsync(posted)).Words(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(RequestStatus.ScopeProposed, await host.StatusAsync(id));
        Assert.Contains("action.refused", await host.EventsAsync(id));
    }

    [Fact]
    public async Task Return_WithAReason_TakesTheRequestBackWithItsCuts()
    {
        var id = await host.UnderReviewAsync();
        var page = $"/review/{id}";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        await PressedAsync(reviewer, $"{page}/lines/L1/cut", $"{page}/lines/L1/cut", ("Kind", nameof(CutKind.Window)), ("LocalStart", "2026-03-01T00:00"), ("LocalEnd", "2026-03-02T00:00"), ("Zone", "UTC"), ("ReasonCode", "WINDOW_OUTRUNS_AUTHORITY"), ("Note", "One day only."));
        await DecideAsync(reviewer, page);
        await PressedAsync(reviewer, page, $"{page}/count");
        await PressedAsync(reviewer, page, $"{page}/propose");
        var onCall = await host.BrowserOfAsync(DemoPeople.OnCall);

        var without = await onCall.PressAsync($"{page}/approve", $"{page}/return");
        await PressedAsync(onCall, $"{page}/approve", $"{page}/return", ("Reason", "Two days are covered."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal(RequestStatus.UnderReview, await host.StatusAsync(id));
        var back = await reviewer.PageAsync(page);
        Assert.Contains("Two days are covered.", back.Words(), StringComparison.Ordinal);
        Assert.Equal("2 of 3 records", back.QuerySelector(".scope-count")!.TextContent);
    }

    [Fact]
    public async Task Recall_TakesTheReferenceTyped_AndTakesThePackageBack()
    {
        var id = await host.UnderReviewAsync();
        var package = await host.Road.ApproveAsync(id, await host.Road.ProposeAsync(id, [], Ct), Ct);
        await host.ReadAsync(services => services.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var recall = $"/review/{id}/recall";
        var reference = await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Reference).SingleAsync(Ct));

        var mistyped = await reviewer.PressAsync(recall, recall, ("Typed", "PR-1"), ("Reason", "One line too many."));
        var silent = await reviewer.PressAsync(recall, recall, ("Typed", reference!));
        Assert.Equal(RequestStatus.Released, await host.StatusAsync(id));
        await PressedAsync(reviewer, recall, recall, ("Typed", reference!.ToLowerInvariant()), ("Reason", "One line too many."));

        Assert.NotNull((await AgencyHost.PageAsync(mistyped)).QuerySelector("#Typed-error"));
        Assert.NotNull((await AgencyHost.PageAsync(silent)).QuerySelector("#Reason-error"));
        Assert.Equal(RequestStatus.Recalled, await host.StatusAsync(id));
        Assert.Contains("One line too many.", (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody_here", "Counterparties", "means nobody in the archive")]
    [InlineData("", "Counterparties", "Enter at least one account")]
    [InlineData("10.0.0.1", "Counterparties", "IP address")]
    public async Task Cut_ByAnAccountThatMeansNobody_IsAnErrorAtItsField(string typed, string field, string words)
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var cut = $"/review/{id}/lines/L1/cut";

        var answer = await reviewer.PressAsync(cut, cut, ("Kind", nameof(CutKind.OnlyCounterparties)), ("Counterparties", typed), ("ReasonCode", "ALL_DATA"), ("Note", "Only those."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, (await AgencyHost.PageAsync(answer)).QuerySelector($"#{field}-error")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("scope.cut", await host.EventsAsync(id));
    }

    [Fact]
    public async Task Cut_WithoutReasonOrThatTakesNothing_IsRefusedWithEverythingThatIsWrong()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var cut = $"/review/{id}/lines/L1/cut";

        var bare = await AgencyHost.PageAsync(await reviewer.PressAsync(cut, cut, ("Kind", nameof(CutKind.Window)), ("LocalStart", "yesterday")));
        var idle = await AgencyHost.PageAsync(await reviewer.PressAsync(cut, cut, ("Kind", nameof(CutKind.Window)), ("ReasonCode", "ALL_DATA"), ("Note", "The same window.")));
        var empty = await AgencyHost.PageAsync(await reviewer.PressAsync(cut, cut, ("Kind", nameof(CutKind.Window)), ("LocalStart", "2025-01-01T00:00"), ("LocalEnd", "2025-01-02T00:00"), ("ReasonCode", "ALL_DATA"), ("Note", "Elsewhere.")));

        Assert.NotNull(bare.QuerySelector("#LocalStart-error"));
        Assert.NotNull(bare.QuerySelector("#ReasonCode-error"));
        Assert.NotNull(bare.QuerySelector("#Note-error"));
        Assert.Contains("take nothing away", idle.QuerySelector("#Kind-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("leave nothing", empty.QuerySelector("#Kind-error")!.TextContent, StringComparison.Ordinal);
    }

    private async Task ApproveAsync(Guid id, string page)
    {
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);
        var confirm = (await approver.PageAsync($"{page}/approve")).QuerySelector($"main a[href^='{page}/approve/']")!.GetAttribute("href")!;
        var asked = await approver.GetAsync(confirm, Ct);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.StartsWith("/confirm-it-is-you", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        var back = await AgencyHost.ProveAsync(approver, asked.Headers.Location.ToString());
        Assert.Equal(confirm, back.Headers.Location!.ToString());
        Assert.Contains("2 records of the 3", (await approver.PageAsync(confirm)).Words(), StringComparison.Ordinal);
        await PressedAsync(approver, confirm, confirm);
        Assert.Equal(1, await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Scopes.CountAsync(s => s.RequestId == id, Ct)));
    }

    private static async Task PressedAsync(HttpClient browser, string page, string address, params (string Name, string Value)[] typed)
    {
        var answer = await browser.PressAsync(page, address, typed);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            Assert.Fail($"{address}: {answer.StatusCode}. {(await AgencyHost.PageAsync(answer)).QuerySelector(".error-summary")?.TextContent}");
    }

    private static Task DecideAsync(HttpClient reviewer, string page) => PressedAsync(
        reviewer, $"{page}/lines/L1/third-parties", $"{page}/lines/L1/third-parties",
        ("Disclosure", nameof(Portal.Core.Legal.CounterpartyDisclosure.Whole)), ("ReasonCode", "ORDER_NAMES_CONVERSATION"), ("Words", "The warrant asks for messages sent and received."));
}
