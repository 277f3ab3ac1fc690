using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Correspondence;
using Portal.Core.Demo;
using Portal.Core.Notifications;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Tests.Web.Review;
using static Portal.Tests.Web.Review.ReviewDesk;

namespace Portal.Tests.Web.Requests;

/// <summary>Writing both ways by the real pages, and what the agency's pages never show.</summary>
public sealed class CorrespondencePagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    [Fact]
    public async Task Message_OfTheAgencyWithAPdf_StandsInBothConversations()
    {
        var id = await host.SubmittedAsync();
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var sent = await UploadAsync(officer, $"/requests/{id}/write", $"/requests/{id}/write", [("Subject", "About page 3"), ("Text", "It was missing.")], ("Files", "page-3.pdf", TestPdf.OnePage("Page 3")));

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var queue = (await reviewer.PageAsync("/review?tab=ToCheck")).Words();
        Assert.Contains("1 new message", queue, StringComparison.Ordinal);
        var message = (await reviewer.PageAsync($"/review/{id}")).QuerySelector("article.message")!;
        Assert.Contains("It was missing.", message.TextContent, StringComparison.Ordinal);
        Assert.Contains("page-3.pdf", message.TextContent, StringComparison.Ordinal);
        Assert.Contains("New", message.TextContent, StringComparison.Ordinal);
        var original = await reviewer.GetAsync(message.QuerySelector("a[href$='/original']")!.GetAttribute("href"), Ct);
        Assert.Equal(TestPdf.OnePage("Page 3"), await original.Content.ReadAsByteArrayAsync(Ct));
        Assert.Contains("page-3.pdf", (await officer.PageAsync($"/requests/{id}")).QuerySelector("article.message")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_WithSomethingWrong_KeepsItsText()
    {
        var id = await host.SubmittedAsync();
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var answer = await UploadAsync(officer, $"/requests/{id}/write", $"/requests/{id}/write", [("Subject", "About page 3"), ("Text", "A long message.")], ("Files", "page-3.pdf", "MZ"u8.ToArray()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await AgencyHost.PageAsync(answer);
        Assert.Contains("page-3.pdf", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("A long message.", page.QuerySelector("textarea[name=Text]")!.TextContent.TrimStart('\n'));
        Assert.Equal("About page 3", page.QuerySelector("input[name=Subject]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Letter_WithAnEnclosure_IsPreviewedTakenAwayAndSent()
    {
        var id = await host.SubmittedAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        (string, string)[] words = [("Subject", "A guide"), ("Text", "See the guide.")];

        var preview = await AgencyHost.PageAsync(await UploadAsync(reviewer, $"/review/{id}/write", $"/review/{id}/write/preview", words, ("File", "guide.pdf", TestPdf.OnePage("Guide"))));
        Assert.Contains("guide.pdf", preview.QuerySelector("article.letter")!.TextContent, StringComparison.Ordinal);
        var takeAway = preview.QuerySelector("button[formaction*='/enclosures/']")!.GetAttribute("formaction")!;
        var without = await AgencyHost.PageAsync(await UploadAsync(reviewer, $"/review/{id}/write", takeAway, words, null));
        Assert.Equal("See the guide.", without.QuerySelector("textarea[name=Text]")!.TextContent.TrimStart('\n'));
        Assert.DoesNotContain("guide.pdf", without.Words(), StringComparison.Ordinal);

        var again = await AgencyHost.PageAsync(await UploadAsync(reviewer, $"/review/{id}/write", $"/review/{id}/write/preview", words, ("File", "guide.pdf", TestPdf.OnePage("Guide"))));
        var seen = again.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        var sent = await UploadAsync(reviewer, $"/review/{id}/write", $"/review/{id}/write", [.. words, ("Seen", seen)], null);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("Not opened by the agency yet", (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
        var letter = (await officer.PageAsync($"/requests/{id}")).QuerySelector("article.message")!;
        Assert.Contains("guide.pdf", letter.TextContent, StringComparison.Ordinal);
        Assert.Contains("Opened by Dana Whitlock", (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_AfterTheDayHasPassed_IsOfferedInTheQueueAndTakesALetter()
    {
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        await host.Road.AsAsync(DemoPeople.Reviewer, async (s, a) =>
        {
            var now = s.GetRequiredService<TimeProvider>().GetUtcNow();
            var draft = new QuestionDraft("Which account?", [], DateOnly.FromDateTime(now.UtcDateTime).AddDays(3));
            var shown = await s.GetRequiredService<PreviewLetter>().ExecuteAsync(id, draft, a, Ct);
            await s.GetRequiredService<AskAgency>().ExecuteAsync(new(id, draft, shown.Sha256), a, Ct);
            return true;
        }, Ct);
        Assert.DoesNotContain("Answer overdue", (await reviewer.PageAsync("/review?tab=Waiting")).Words(), StringComparison.Ordinal);
        var address = $"/review/{id}/close-without-reply";
        Assert.NotNull((await reviewer.PageAsync($"/review/{id}")).QuerySelector($"a[href='{address}']"));

        var preview = await AgencyHost.PageAsync(await reviewer.PreviewAsync(address, ("Words", "The account's handle.")));
        var seen = preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
        var closed = await reviewer.PressAsync(address, address, ("Words", "The account's handle."), ("Seen", seen));

        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Equal(Portal.Core.Requests.RequestStatus.ClosedNoReply, await host.StatusAsync(id));
    }

    /// <summary>Every page, letter, mail and file that the agency can reach from the request, for officer and supervisor.</summary>
    [Fact]
    public async Task Notes_WithCanaries_AreNowhereOnTheAgencysSide()
    {
        const string Canary = "zq9canary";
        var id = await host.UnderReviewAsync();
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync($"/review/{id}", $"/review/{id}/note", ("Text", $"{Canary} one"))).StatusCode);
        await TestLetters.SendAsync(host.Road, id, "Your telephone call", "We spoke.", Ct);
        await UploadAsync(await host.BrowserOfAsync(DemoPeople.Officer), $"/requests/{id}/write", $"/requests/{id}/write", [("Subject", "S"), ("Text", "T")], null);
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync($"/review/{id}", $"/review/{id}/note", ("Text", $"{Canary} two"))).StatusCode);
        Assert.Contains(Canary, (await reviewer.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);

        foreach (var person in new[] { DemoPeople.Officer, DemoPeople.Supervisor })
        {
            var browser = await host.BrowserOfAsync(person);
            var (seen, waiting) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>(["/requests", $"/requests/{id}", $"/requests/{id}/progress", $"/requests/{id}/answer", $"/requests/{id}/withdraw", $"/requests/{id}/submitted"]));
            while (waiting.TryDequeue(out var address))
            {
                if (!seen.Add(address)) continue;
                var answer = await browser.GetAsync(address, Ct);
                var content = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Ct));
                Assert.DoesNotContain(Canary, content, StringComparison.OrdinalIgnoreCase);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                foreach (var link in new AngleSharp.Html.Parser.HtmlParser().ParseDocument(content).QuerySelectorAll("[href], [src], [data-live]"))
                {
                    var to = (link.GetAttribute("href") ?? link.GetAttribute("src") ?? link.GetAttribute("data-live") ?? "").Split('#')[0];
                    if (to.StartsWith('/') && to.Contains(id.ToString(), StringComparison.Ordinal)) waiting.Enqueue(to);
                }
            }
            Assert.True(seen.Count >= 8, string.Join(", ", seen));
        }
        Assert.Empty(await host.ReadAsync(s => s.GetRequiredService<PortalDb>().Correspondence.Where(c => c.RequestId == id && (c.PlainText.Contains(Canary) || c.Html!.Contains(Canary))).Select(c => c.Subject).ToListAsync(Ct)));
        var composer = host.Services.GetRequiredService<MailComposer>();
        var mails = await host.ReadAsync(s => s.GetRequiredService<PortalDb>().Mails.Where(m => m.SubjectId == id).ToListAsync(Ct));
        Assert.NotEmpty(mails);
        Assert.All(mails, m => Assert.DoesNotContain(Canary, composer.Compose(m, "UTC").PlainText, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Health_OfMail_ListsTheLastOnesAndNoText()
    {
        var id = await host.SubmittedAsync();
        await TestLetters.SendAsync(host.Road, id, "Secret subject", "Secret text.", Ct);

        var page = (await (await host.BrowserOfAsync(DemoPeople.Administrator)).PageAsync("/admin")).Words();

        Assert.Contains("letter waiting", page, StringComparison.Ordinal);
        Assert.Contains(DemoPeople.Officer.Name, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page, StringComparison.Ordinal);
    }

    /// <summary>Sends a form with a file, with the token of the page it stands on.</summary>
    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string page, string address, (string Name, string Value)[] typed, (string Field, string Name, byte[] Bytes)? file)
    {
        var token = (await browser.PageAsync(page)).QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var body = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
        foreach (var (name, value) in typed) body.Add(new StringContent(value), name);
        if (file is { } upload)
        {
            var content = new ByteArrayContent(upload.Bytes);
            content.Headers.ContentType = new("application/pdf");
            body.Add(content, upload.Field, upload.Name);
        }
        return await browser.PostAsync(address, body, Ct);
    }
}
