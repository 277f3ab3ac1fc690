using System.Net;
using Portal.Core.Demo;
using Portal.Tests.Core.Pdf;
using Portal.Tests.Support;
using Portal.Tests.Web.Requests;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Review;

/// <summary>A letter as a signed PDF, from the links on the agency's page and on the reviewer's.</summary>
public sealed class LetterDownloadTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Theory]
    [InlineData("requests")]
    [InlineData("review")]
    public async Task Letter_ByItsLink_IsAPdfToKeep(string pages)
    {
        PdfTrial.RequireFonts();
        var id = await host.SubmittedAsync();
        await TestLetters.PrintAsync(host.Services, await TestLetters.SendAsync(host.Road, id, "Your telephone call", "We spoke about the second account.", Ct), Ct);
        var browser = await host.BrowserOfAsync(pages == "review" ? DemoPeople.Reviewer : DemoPeople.Officer);

        var link = (await browser.PageAsync($"/{pages}/{id}")).QuerySelector("article.message a[href$='/letter.pdf']")!;
        var file = await browser.GetAsync(link.GetAttribute("href"), Ct);

        Assert.Equal("Download as signed PDF", link.TextContent);
        Assert.EndsWith(": Your telephone call", link.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Matches(@"^PR-\d{4}-\d{6}-message-\d{4}-\d\d-\d\d-\d{4}\.pdf$", file.Content.Headers.ContentDisposition.FileName!);
        Assert.Equal("%PDF-1.7"u8.ToArray(), (await file.Content.ReadAsByteArrayAsync(Ct))[..8]);
    }

    [Theory]
    [InlineData("requests")]
    [InlineData("review")]
    public async Task Letter_NotPrintedYet_SaysSoAndWhenToTryAgain(string pages)
    {
        var id = await host.SubmittedAsync();
        var letter = await TestLetters.SendAsync(host.Road, id, "Your telephone call", "We spoke about the second account.", Ct);
        var browser = await host.BrowserOfAsync(pages == "review" ? DemoPeople.Reviewer : DemoPeople.Officer);

        var page = await browser.PageAsync($"/{pages}/{id}");
        var answer = await browser.GetAsync($"/{pages}/{id}/letters/{letter}/letter.pdf", Ct);

        Assert.Contains("The signed PDF is being made", page.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Contains("The signed PDF is being made", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_ForAnotherAgency_IsNotFound()
    {
        var id = await host.SubmittedAsync();
        var letter = await TestLetters.SendAsync(host.Road, id, "Your telephone call", "We spoke about the second account.", Ct);
        var other = await host.BrowserOfAsync(DemoPeople.OtherOfficer);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/requests/{id}/letters/{letter}/letter.pdf", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/review/{id}/letters/{letter}/letter.pdf", Ct)).StatusCode);
    }
}
