using Microsoft.Playwright;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Tests.Core.EuEvidence;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Orders that reach records and no content, in a real browser: a subpoena, and a court order under 18 U.S.C. § 2703(d).</summary>
public sealed class RecordsRoadTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private const string From = "2026-03-01T00:00";
    private const string Until = "2026-04-01T00:00";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subpoena_FiledNarrowedApproved_DisclosesTheSubscriberAlone()
    {
        await TestMessages.ImportAsync(portal.Services);
        var officer = await portal.WindowOfAsync(DemoPeople.Officer);
        var id = await FileSubpoenaAsync(officer);

        var reviewer = await portal.WindowOfAsync(DemoPeople.Reviewer);
        await reviewer.GoAsync($"/review/{id}");
        await reviewer.TakeIntoReviewAsync("Sergeant A. Brandt, records desk");
        await portal.Road.ConfirmOrderAsync(id, Ct);
        await reviewer.GoAsync($"/review/{id}");
        await reviewer.SaysAsync("A subpoena compels basic subscriber information", "One legal approver.");
        await reviewer.GoAsync($"/review/{id}/lines/L3/cut");
        await reviewer.ChooseAsync("Kind", "WholeLine");
        await reviewer.ChooseAsync("ReasonCode", "OUTSIDE_ORDER");
        await reviewer.FillAsync("Note", "The subpoena names this person as a victim and asks nothing of the account.");
        await reviewer.PressAsync("Cut the line");
        await reviewer.GoAsync($"/review/{id}");
        await reviewer.PressAsync("Count");
        await reviewer.SaysAsync("1 of 2 records would be disclosed");
        await reviewer.PressAsync("Propose scope");
        Assert.Equal(0, await reviewer.CountAsync(AriaRole.Link, "Approve as second person"));

        var approver = await portal.WindowOfAsync(DemoPeople.Approver);
        await approver.GoAsync($"/review/{id}");
        await approver.ApproveAsync();

        await officer.GoAsync($"/requests/{id}");
        await officer.SaysAsync("What you asked and what was authorised", "The subpoena names this person as a victim");
        using var bag = await officer.DownloadAsync();
        await bag.VerifiesAsync();
        Assert.Contains("harbor_lights", Assert.Single(await bag.LinesAsync("accounts.jsonl")), StringComparison.Ordinal);
        Assert.Empty(await bag.LinesAsync("messages.jsonl"));
        Assert.Empty(new[] { officer, reviewer, approver }.SelectMany(w => w.Complaints));
    }

    [Fact]
    public async Task CourtOrder_CannotAskForContent_AndDisclosesWhoWroteToWhomWithoutAWord()
    {
        await TestMessages.ImportAsync(portal.Services);
        var officer = await portal.WindowOfAsync(DemoPeople.OtherOfficer);
        var target = new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm]);
        var id = await portal.Road.DraftAsync(new DemoWarrant([target], From, Until, Docket: "26-MC-00702"), () => new MemoryStream(TestPdf.OnePage("Order")), Ct, DemoPeople.OtherOfficer);

        // Begun as a warrant by mistake: under the order that is really held, the content that was asked for stands in the way.
        await officer.GoAsync($"/requests/{id}/instrument");
        await officer.ChooseAsync("Instrument", "US_2703D");
        await officer.PressAsync("Save and continue");
        await officer.GoAsync($"/requests/{id}/order");
        await officer.FillAsync("specificFacts", "The account wrote to the buyer on the night of the theft, as the affidavit shows.");
        await officer.PressAsync("Save and continue");
        await officer.GoAsync($"/requests/{id}/check");
        await officer.SaysAsync("1 thing to complete before you can submit", "We do not disclose content on a court order under § 2703(d). A warrant is needed.");
        await officer.GoAsync($"/requests/{id}/records");
        await officer.PressAsync("Remove line L1");
        await officer.SaysAsync("We do not disclose content on a court order under § 2703(d). A warrant is needed.");
        Assert.True(await officer.Field("Category", "ContentDm").IsDisabledAsync());
        await officer.AskForAsync("harbor_lights", "Interaction", From, Until);
        await officer.FollowAsync("Continue to check and submit");
        await officer.SubmitAsync();

        await portal.Road.ReviewAsync(id, Ct);
        await portal.Road.ProposedAndApprovedAsync(id);

        await officer.GoAsync($"/requests/{id}");
        using var bag = await officer.DownloadAsync();
        await bag.VerifiesAsync();
        var records = await bag.LinesAsync("messages.jsonl");
        Assert.Equal(3, records.Length);
        Assert.All(records, record => Assert.Contains("harbor_lights", record, StringComparison.Ordinal));
        Assert.DoesNotContain(records, record => record.Contains("Is the boat ready", StringComparison.Ordinal) || record.Contains("Tomorrow", StringComparison.Ordinal) || record.Contains("birthday", StringComparison.Ordinal));
        Assert.Empty(officer.Complaints);
    }

    private static async Task<Guid> FileSubpoenaAsync(Window officer)
    {
        await officer.GoAsync("/requests/new");
        await officer.SaysAsync("Basic subscriber information, nothing more.");
        await officer.ChooseAsync("Instrument", "US_SUBPOENA");
        await officer.PressAsync("Start the request");
        var id = officer.IdInAddress();
        await officer.ChooseAsync("issuerKind", "GrandJury");
        await officer.FillAsync("issuingOffice", "Grand jury of Ellis County");
        await officer.FillAsync("orderNumber", "GJ-26-0311");
        await officer.FillAsync("offence", "Theft in the first degree");
        await officer.DateAsync("dateSigned", new DateOnly(2026, 10, 5));
        await officer.DateAsync("returnDate", new DateOnly(2026, 12, 15));
        await officer.FillAsync("nonDisclosureCourt", "Superior Court of Washington for Ellis County");
        await officer.FillAsync("nonDisclosureLaw", "18 U.S.C. § 2705(b)");
        await officer.FillAsync("nonDisclosureDocket", "26-MC-00088");
        await officer.DateAsync("nonDisclosureEnd", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(90));
        await officer.PressAsync("Save and continue");
        await officer.UploadOrderAsync("Subpoena GJ-26-0311");
        await officer.NameAccountAsync("harbor_lights");
        await officer.NameAccountAsync("quiet.mallard");
        await officer.FollowAsync("Continue to the records");

        await officer.SaysAsync("A subpoena does not reach the content of communications. A warrant does.", "A subpoena does not reach records of who communicated with whom.");
        Assert.True(await officer.Field("Category", "ContentDm").IsDisabledAsync());
        Assert.True(await officer.Field("Category", "Interaction").IsDisabledAsync());
        await officer.AskForAsync("harbor_lights", "Subscriber", From, Until);
        await officer.AskForAsync("harbor_lights", "Login", From, Until);
        await officer.AskForAsync("quiet.mallard", "Subscriber", From, Until);
        await officer.FollowAsync("Continue to check and submit");
        await officer.SubmitAsync();
        return id;
    }
}
