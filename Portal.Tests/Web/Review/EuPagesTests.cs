using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Demo;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Core.EuEvidence;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

/// <summary>The pages of authorities, the Annex III form, moderation and effect, as legal staff and the agency use them.</summary>
public sealed class EuPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task AnnexIII_PreviewedAndSent_KeepsTheFormAndWaits_AndErrorsStandAtTheirReason()
    {
        var id = await UnderReviewAsync();
        var address = $"/review/{id}/annex-iii";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        Assert.Equal(10, (await reviewer.PageAsync(address)).QuerySelectorAll("input[name$='].Picked']").Length);

        var wordless = await reviewer.PreviewAsync(address, Form(null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wordless.StatusCode);
        Assert.NotNull((await AgencyHost.PageAsync(wordless)).QuerySelector("[name='Reasons[3].Words'][aria-invalid=true]"));

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(address, Form("The account was closed.")));
        Assert.Contains("The account was closed.", preview.QuerySelector("article.letter")!.TextContent, StringComparison.Ordinal);
        var sent = await SendAsync(reviewer, address, [.. Form("The account was closed."), ("Seen", preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!)]);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(RequestStatus.NeedsInfo, await host.StatusAsync(id));
        Assert.Contains("Form of Annex III", (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var seen = (await officer.PageAsync($"/requests/{id}")).Words();
        Assert.Contains("Read our form of Annex III and answer it", seen, StringComparison.Ordinal);
        Assert.Contains("Section K: Notification and enforcing authority", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workspace_OfAHeldOrder_LeadsToTheAuthority_AndAReviewerCannotClearIt()
    {
        var id = await HeldAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);

        var workspace = await approver.PageAsync($"/review/{id}");
        Assert.NotNull(workspace.QuerySelector($"a[href='/review/{id}/authority']"));
        Assert.Empty(workspace.QuerySelectorAll(".action-bar a[href*='/steps/EndHold'], .action-bar a[href*='/steps/RefuseExecution'], .action-bar a[href*='/turn-down/']"));
        Assert.Contains("Section G: Underlying conditions", workspace.Words(), StringComparison.Ordinal);
        Assert.Contains("A legal approver records the clearance", (await reviewer.PageAsync($"/review/{id}/authority")).Words(), StringComparison.Ordinal);

        var page = $"/review/{id}/authority";
        var empty = await approver.PressAsync(page, $"{page}/clearance");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.NotNull((await AgencyHost.PageAsync(empty)).QuerySelector("#Reference-error"));
        Assert.Equal(HttpStatusCode.Redirect, (await approver.PressAsync(page, $"{page}/notified", ("Authority", "Parket, NL"), ("Contact", "+31 20 5550142"), ("NotifiedAt", "2026-11-01T10:00"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await approver.PressAsync(page, $"{page}/clearance", ("From", "M. de Wit"), ("Reference", "NL-88"))).StatusCode);

        Assert.Equal(RequestStatus.Queued, await host.StatusAsync(id));
        Assert.Equal("Parket, NL", await host.ReadAsync(s => s.GetRequiredService<PortalDb>().AuthorityNotifications.Where(n => n.RequestId == id).Select(n => n.Authority).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Objection_ToAPart_BringsTheRequestBackToReview()
    {
        var id = await HeldAsync();
        var address = $"/review/{id}/objection";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        (string, string)[] typed =
        [
            ("Kind", nameof(EnforcingAnswerKind.ObjectedPartly)), ("Authority", "Parket, NL"), ("From", "M. de Wit"), ("Reference", "NL-88"),
            ("GroundCodes", "ART12_NE_BIS_IN_IDEM"), ("GroundCodes", "ART12_FUNDAMENTAL_RIGHTS"), ("Words", "One of the two thefts."),
        ];

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(address, typed));
        var sent = await SendAsync(reviewer, address, [.. typed, ("Seen", preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!)]);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(RequestStatus.UnderReview, await host.StatusAsync(id));
        var workspace = await reviewer.PageAsync($"/review/{id}");
        Assert.Contains("Objects to a part", workspace.Words(), StringComparison.Ordinal);
        Assert.NotNull(workspace.QuerySelector($"a[href='/review/{id}/lines/L1/cut']"));
    }

    [Fact]
    public async Task ContentOrder_HasNoPagesForRecords_AndGoesToModeration()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var draft = await host.Road.DraftedAsync("DSA_ART9", EuRoad.ContentOrder, null);
        var check = await officer.PageAsync($"/requests/{draft}/check");
        Assert.Null(check.QuerySelector($"a[href='/requests/{draft}/records']"));
        Assert.Null(check.QuerySelector(".banner"));
        var id = await host.Road.InTriageAsync("DSA_ART9", EuRoad.ContentOrder, null);
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var workspace = await reviewer.PageAsync($"/review/{id}");
        Assert.NotNull(workspace.QuerySelector($".action-bar a[href='/review/{id}/moderation']"));
        Assert.DoesNotContain("Accept for review", workspace.QuerySelector(".action-bar")!.TextContent, StringComparison.Ordinal);

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync($"/review/{id}/moderation"));
        var sent = await SendAsync(reviewer, $"/review/{id}/moderation", [("Seen", preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!)]);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(RequestStatus.Closed, await host.StatusAsync(id));
        Assert.Contains("Our moderation desk has the order", (await officer.PageAsync($"/requests/{id}")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OfAnOrderOfAnotherLaw_SayThatTheyDoNotApply()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        foreach (var page in new[] { "objection", "annex-iii", "moderation", "effect" })
            Assert.Contains("You cannot do this now", (await reviewer.PageAsync($"/review/{id}/{page}")).Words(), StringComparison.Ordinal);
        Assert.Null((await reviewer.PageAsync($"/review/{id}")).QuerySelector("#authorities"));
    }

    private async Task<Guid> UnderReviewAsync()
    {
        await host.EnsureMessagesAsync();
        return await host.Road.UnderReviewAsync();
    }

    private async Task<Guid> HeldAsync()
    {
        await host.EnsureMessagesAsync();
        return await host.Road.HeldAsync();
    }

    /// <summary>Every reason as the page sends it, the fourth of them picked.</summary>
    private static (string, string)[] Form(string? words) =>
    [
        .. RuleBooks.All[^1].AnnexIIIReasons.Select((r, i) => ($"Reasons[{i}].Code", r.Code)),
        ("Reasons[3].Picked", "true"), ("Reasons[3].Words", words ?? ""), ("Effect", nameof(RefusalEffect.AwaitAnswer)), ("Preserved", "Nothing is kept."),
    ];

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address, params (string Name, string Value)[] typed)
    {
        var token = (await browser.PageAsync(address)).QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await browser.PostAsync(address, new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))]), Ct);
    }
}
