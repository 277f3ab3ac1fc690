using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Demo;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

public sealed class ReviewLetterTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly (string, string)[] Reasons = [("ReasonCodes", "NO_OFFENCE"), ("Words", "The warrant names no offence.")];

    [Fact]
    public async Task TurnDown_WithTheLetterThatWasPreviewed_RejectsAndKeepsTheLetter()
    {
        var id = await host.UnderReviewAsync();
        var address = $"/review/{id}/turn-down/Reject";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(address, Reasons));
        var letter = preview.QuerySelector("article.letter")!.TextContent;
        var seen = preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        var sent = await SendAsync(reviewer, address, [.. Reasons, ("Seen", seen)]);

        Assert.Contains("The warrant names no offence.", letter, StringComparison.Ordinal);
        Assert.Contains("No offence or nexus stated", letter, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal(RequestStatus.Rejected, await host.StatusAsync(id));
        var kept = await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Correspondence.SingleAsync(c => c.RequestId == id, Ct));
        Assert.Contains("The warrant names no offence.", kept.PlainText, StringComparison.Ordinal);
        Assert.Equal("letters/rejection", kept.TemplateName);
        Assert.Contains("request.turned-down", await host.EventsAsync(id));
    }

    [Fact]
    public async Task TurnDown_WithAnotherLetterThanPreviewed_IsRefusedAndShownAsItWouldGo()
    {
        var id = await host.UnderReviewAsync();
        var address = $"/review/{id}/turn-down/Reject";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(address, Reasons));
        var seen = preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        var changed = await SendAsync(reviewer, address, [("ReasonCodes", "NO_OFFENCE"), ("Words", "Something else."), ("Seen", seen)]);
        var unseen = await SendAsync(reviewer, address, Reasons);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unseen.StatusCode);
        var again = await AgencyHost.PageAsync(changed);
        Assert.Contains("no longer the one you previewed", again.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Something else.", again.QuerySelector("article.letter")!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual(seen, again.QuerySelector("input[name=Seen]")!.GetAttribute("value"));
        Assert.Equal(RequestStatus.UnderReview, await host.StatusAsync(id));
        Assert.Equal(0, await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Correspondence.CountAsync(c => c.RequestId == id, Ct)));
    }

    [Fact]
    public async Task Preview_ChangesNothing_AndSaysEverythingThatIsMissing()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var preview = await reviewer.PreviewAsync($"/review/{id}/turn-down/Reject");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, preview.StatusCode);
        var page = await AgencyHost.PageAsync(preview);
        Assert.NotNull(page.QuerySelector("#ReasonCodes-error"));
        Assert.NotNull(page.QuerySelector("#Words-error"));
        Assert.Null(page.QuerySelector("article.letter"));
        Assert.Equal(RequestStatus.UnderReview, await host.StatusAsync(id));
    }

    [Fact]
    public async Task Ask_SendsTheQuestionAndWaits_AndAcknowledge_IsSentOnce()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        await PreviewedAndSentAsync(reviewer, $"/review/{id}/acknowledge", ("NextStep", "A reviewer reads the order."));
        await PreviewedAndSentAsync(reviewer, $"/review/{id}/ask", ("Question", "Which account?"), ("Needed", "Its handle\nThe page of the warrant"), ("AnswerBy.Day", "24"), ("AnswerBy.Month", "12"), ("AnswerBy.Year", "2099"));
        await PreviewedAndSentAsync(reviewer, $"/review/{id}/write", ("Subject", "One more thing"), ("Text", "We are here until six."));

        Assert.Equal(RequestStatus.NeedsInfo, await host.StatusAsync(id));
        var page = await reviewer.PageAsync($"/review/{id}");
        Assert.Equal(3, page.QuerySelectorAll("article.message.is-sent").Length);
        Assert.Null(page.QuerySelector($"a[href='/review/{id}/acknowledge']"));
        Assert.Contains("acknowledged already", (await reviewer.PageAsync($"/review/{id}/acknowledge")).Words(), StringComparison.Ordinal);
        Assert.Null((await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.SingleAsync(r => r.Id == id, Ct))).AcknowledgeBy);
    }

    [Fact]
    public async Task HostileText_InNotesLettersAndSearch_IsShownAsText()
    {
        const string Hostile = "<script>alert('x')</script><img src=x onerror=alert(1)>";
        var id = await host.UnderReviewAsync();
        var page = $"/review/{id}";
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync(page, $"{page}/note", ("Text", Hostile))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync($"{page}/lines/L1/cut", $"{page}/lines/L1/cut", ("Kind", "WholeLine"), ("ReasonCode", "ALL_DATA"), ("Note", Hostile))).StatusCode);
        await PreviewedAndSentAsync(reviewer, $"{page}/write", ("Subject", Hostile), ("Text", Hostile));
        var sources = new List<string> { await reviewer.GetStringAsync(page, Ct), await reviewer.GetStringAsync($"{page}/lines/L1/cut", Ct) };
        sources.Add(await reviewer.GetStringAsync($"/review?q={Uri.EscapeDataString(Hostile)}", Ct));

        foreach (var source in sources)
        {
            Assert.DoesNotContain("<script>alert", source, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", source, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Contains("alert('x')", (await reviewer.PageAsync(page)).Words(), StringComparison.Ordinal);
    }

    private static async Task PreviewedAndSentAsync(HttpClient browser, string address, params (string, string)[] typed)
    {
        var preview = await AgencyHost.PageAsync(await browser.PreviewAsync(address, typed));
        var seen = preview.QuerySelector("input[name=Seen]")!.GetAttribute("value") ?? "";
        var sent = await SendAsync(browser, address, [.. typed, ("Seen", seen)]);
        Assert.True(sent.StatusCode == HttpStatusCode.Redirect, $"{address}: {sent.StatusCode} {preview.QuerySelector(".error-summary")?.TextContent}");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string address, params (string Name, string Value)[] typed)
    {
        var token = (await browser.PageAsync(address)).QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await browser.PostAsync(address, new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))]), Ct);
    }
}
