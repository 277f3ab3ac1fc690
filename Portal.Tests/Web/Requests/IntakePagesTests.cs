using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Support;
using Portal.Tests.Web.Review;

namespace Portal.Tests.Web.Requests;

/// <summary>Earlier requests, accounts from a file, parts withdrawn and appeals, as the agency and the legal staff see them.</summary>
public sealed class IntakePagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private const string Headings = "target kind,value,second kind,second value,role,category,from,to,zone,direction,conversation";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_BesideAnEarlierRequest_ShowsItAndTakesWhatTheOfficerSays()
    {
        var warrant = Warrant("26-SW-08001");
        var earlier = await host.Road.SubmitAsync(warrant, Order, Ct);
        var draft = await host.Road.DraftAsync(warrant, Order, Ct);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var check = await officer.PageAsync($"/requests/{draft}/check");
        Assert.Contains("the same docket, order or certificate number", check.Words(), StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(check.QuerySelector("figure.chart svg rect.chart-bar.is-other"));
        var unsaid = await officer.PressAsync($"/requests/{draft}/earlier/{earlier}", $"/requests/{draft}/earlier/{earlier}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.StatusCode);
        var said = await officer.PressAsync($"/requests/{draft}/earlier/{earlier}", $"/requests/{draft}/earlier/{earlier}", ("Replaces", "true"), ("Words", "Amended."));
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Contains("Amended.", (await officer.PageAsync($"/requests/{draft}/check")).Words(), StringComparison.Ordinal);

        // Another agency's people find neither the draft nor, through a draft of their own, the earlier request.
        var stranger = await host.BrowserOfAsync(DemoPeople.OtherOfficer);
        var theirs = await host.Road.DraftAsync(warrant, Order, Ct, DemoPeople.OtherOfficer);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/requests/{draft}/earlier/{earlier}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/requests/{theirs}/earlier/{earlier}", Ct)).StatusCode);
        Assert.Null((await stranger.PageAsync($"/requests/{theirs}/check")).QuerySelector("#earlier"));
    }

    [Fact]
    public async Task Workspace_ShowsEarlierOnes_AndEndsOneOrFindsItNoDuplicate()
    {
        var earlier = await host.Road.SubmitAsync(Warrant("26-SW-08002"), Order, Ct);
        var later = await host.Road.SubmitAsync(Warrant("26-SW-08002"), Order, Ct);
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);

        var page = await reviewer.PageAsync($"/review/{later}");
        var end = page.QuerySelector($"a[href^='/review/{earlier}/supersede?by=']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync($"/review/{later}", $"/review/{later}/earlier/{earlier}/no-duplicate", ("Words", "Another window."))).StatusCode);
        var wrong = await reviewer.PressAsync(end, $"/review/{earlier}/supersede", ("By", "PR-1"), ("Words", "Amended."));
        Assert.NotNull((await AgencyHost.PageAsync(wrong)).QuerySelector("#By-error"));
        Assert.Equal(HttpStatusCode.Redirect, (await reviewer.PressAsync(end, $"/review/{earlier}/supersede", ("Words", "Amended."))).StatusCode);

        Assert.Equal(RequestStatus.Superseded, await host.StatusAsync(earlier));
        Assert.Contains("Another window.", (await reviewer.PageAsync($"/review/{later}")).Words(), StringComparison.Ordinal);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var seen = (await officer.PageAsync($"/requests/{later}")).Words();
        Assert.DoesNotContain("Another window.", seen, StringComparison.Ordinal);
        Assert.Contains("Replaces", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TargetFile_IsLookedAtFirst_ThenAddedOnlyAsSaid()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var id = await host.Road.AsAsync(DemoPeople.Officer, (services, actor) => services.GetRequiredService<StartDraft>().ExecuteAsync("US_WARRANT", actor, Ct), Ct);
        var address = $"/requests/{id}/targets/file";

        var seen = await UploadAsync(officer, address, $"{Headings}\nhandle,harbor_lights,,,suspect,CONTENT_DM,2026-03-08T02:30,2026-04-01T00:00,America/Los_Angeles,,\nhandle,<script>x</script> y,,,suspect,,,,,,\n");
        Assert.Contains("looks like a display name", seen.Words(), StringComparison.Ordinal);
        Assert.Contains("did not exist in America/Los_Angeles", seen.Words(), StringComparison.Ordinal);
        Assert.Null(seen.QuerySelector("main script"));
        var form = Hidden(seen, $"form[action='{address}/apply']");
        var all = await officer.PostAsync($"{address}/apply", new FormUrlEncodedContent(form), Ct);
        var faults = await officer.PostAsync($"{address}/faults.csv", new FormUrlEncodedContent(form), Ct);
        var good = await officer.PostAsync($"{address}/apply", new FormUrlEncodedContent([.. form, new("OnlyGood", "true")]), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, all.StatusCode);
        Assert.Contains("\"3\",\"value\"", await faults.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, good.StatusCode);
        // What the clocks made of the time stands where the line stands.
        Assert.Contains("did not exist in America/Los_Angeles", (await officer.PageAsync($"/requests/{id}/records")).Words(), StringComparison.Ordinal);
        Assert.Contains("did not exist in America/Los_Angeles", (await officer.PageAsync($"/requests/{id}/check")).Words(), StringComparison.Ordinal);
        Assert.StartsWith("target kind,", await officer.GetStringAsync($"{address}/template.csv", Ct), StringComparison.Ordinal);
        var broken = await UploadAsync(officer, address, "nothing\n1\n");
        Assert.Contains("do not know the column", broken.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.BrowserOfAsync(DemoPeople.OtherOfficer)).GetAsync(address, Ct)).StatusCode);
    }

    [Fact]
    public async Task WithdrawPart_FollowUpAndAppeal_AreOnTheRequestsPage()
    {
        await host.EnsureMessagesAsync();
        var id = await host.Road.SubmitAsync(Warrant("26-SW-08003"), Order, Ct);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.PressAsync($"/requests/{id}/withdraw-part", $"/requests/{id}/withdraw-part", ("LineIds", "L2"), ("Reason", "Not needed."))).StatusCode);
        var follow = await officer.PressAsync($"/requests/{id}", $"/requests/{id}/follow-up");
        Assert.Matches("^/requests/[0-9a-f-]{36}/order$", follow.Headers.Location!.OriginalString);
        await host.Road.ReviewAsync(id, Ct);
        var reviewer = await host.BrowserOfAsync(DemoPeople.Reviewer);
        var turnDown = $"/review/{id}/turn-down/Reject";
        (string, string)[] reasons = [("ReasonCodes", "NO_OFFENCE"), ("Words", "No offence.")];
        var letter = await AgencyHost.PageAsync(await reviewer.PreviewAsync(turnDown, reasons));
        await SendAsync(reviewer, turnDown, letter, reasons);

        Assert.Equal(HttpStatusCode.Redirect, (await officer.PressAsync($"/requests/{id}/appeal", $"/requests/{id}/appeal", ("Grounds", "Page two names it."))).StatusCode);
        Assert.Contains("took part", (await reviewer.PageAsync($"/review/{id}/appeal")).Words(), StringComparison.Ordinal);
        var second = await host.BrowserOfAsync(DemoPeople.SecondReviewer);
        Assert.Contains("May decide", (await second.PageAsync("/review/appeals")).Words(), StringComparison.Ordinal);
        (string, string)[] decision = [("Allowed", "true"), ("Words", "It does.")];
        var preview = await AgencyHost.PageAsync(await second.PreviewAsync($"/review/{id}/appeal", decision));
        await SendAsync(second, $"/review/{id}/appeal", preview, decision);

        Assert.Equal(RequestStatus.UnderReview, await host.StatusAsync(id));
        Assert.Contains("Allowed", (await officer.PageAsync($"/requests/{id}")).QuerySelector("#appeal")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await host.ReadAsync(s => s.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).SelectMany(r => r.Lines).CountAsync(Ct)));
    }

    private static DemoWarrant Warrant(string docket) => new(
        [new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm, DataCategory.Login])], "2026-03-01T00:00", "2026-04-01T00:00", Docket: docket);

    private static MemoryStream Order() => new(TestPdf.OnePage("Search warrant"));

    private static async Task SendAsync(HttpClient browser, string address, IHtmlDocument preview, (string Name, string Value)[] typed)
    {
        var sent = await browser.PostAsync(address, new FormUrlEncodedContent([PortalHost.TokenOf(preview), new("Seen", preview.QuerySelector("input[name=Seen]")!.GetAttribute("value")!), .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))]), Ct);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
    }

    private static async Task<IHtmlDocument> UploadAsync(HttpClient browser, string address, string csv)
    {
        var token = PortalHost.TokenOf(await browser.PageAsync(address));
        using var content = new MultipartFormDataContent { { new StringContent(token.Value), token.Key }, { new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "File", "accounts.csv" } };
        return await AgencyHost.PageAsync(await browser.PostAsync(address, content, Ct));
    }

    private static List<KeyValuePair<string, string>> Hidden(IHtmlDocument page, string form) =>
        [.. page.QuerySelector(form)!.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!))];
}
