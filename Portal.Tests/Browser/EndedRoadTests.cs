using Microsoft.Playwright;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Roads that end without a package, in a real browser: refused and appealed, or taken back by the agency.</summary>
public sealed class EndedRoadTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusal_ReasonsPickedLetterSeenAndSent_IsReadAndAppealedOnce()
    {
        var officer = await portal.WindowOfAsync(DemoPeople.Officer);
        var id = await UnderReviewAsync("26-SW-00601", DemoPeople.Officer);
        var reviewer = await portal.WindowOfAsync(DemoPeople.Reviewer);
        await reviewer.GoAsync($"/review/{id}");
        await reviewer.FollowAsync("Reject");
        await reviewer.SaysAsync("Nothing is disclosed, and the agency reads the reasons in the letter.");
        await reviewer.PressAsync("Preview the letter");
        await reviewer.SaysAsync("Choose at least one reason", "Say in a sentence what is wrong in this case");
        await reviewer.ChooseAsync("ReasonCodes", "NO_OFFENCE");
        await reviewer.ChooseAsync("ReasonCodes", "UNSIGNED_OR_ALTERED");
        await reviewer.FillAsync("Words", "Page two, which should connect the account with the offence, is missing.");
        await reviewer.PressAsync("Preview the letter");
        await reviewer.SaysAsync("we cannot act on your request", "No offence or nexus stated", "Unsigned or altered order", "This is the letter, word for word.");

        // Words changed after the preview are not sent: the letter has to be seen as it goes out.
        await reviewer.FillAsync("Words", "Page two is missing.");
        await reviewer.PressAsync("Reject and send the letter");
        Assert.Equal(1, await reviewer.CountAsync(AriaRole.Button, "Reject and send the letter"));
        await reviewer.PressAsync("Reject and send the letter");
        await reviewer.SaysAsync("Rejected");

        await officer.GoAsync($"/requests/{id}");
        await officer.SaysAsync("We rejected the request; our letter below gives the reasons", "we cannot act on your request", "Page two is missing.");
        await officer.FollowAsync("Appeal the decision");
        await officer.PressAsync("File the appeal");
        await officer.SaysAsync("Say why you think that the decision is mistaken.");
        await officer.FillAsync("Grounds", "Page two was attached to our letter of 5 October.");
        await officer.PressAsync("File the appeal");
        await officer.GoAsync($"/requests/{id}/appeal");
        await officer.SaysAsync("It waits for a person who took no part in the decision.", "Page two was attached");
        Assert.Equal(0, await officer.CountAsync(AriaRole.Button, "File the appeal"));

        await reviewer.GoAsync("/review/appeals");
        await reviewer.SaysAsync("Took part: a colleague decides");
        var colleague = await portal.WindowOfAsync(DemoPeople.SecondReviewer);
        await colleague.GoAsync("/review/appeals");
        await colleague.SaysAsync("May decide");
        Assert.Empty(new[] { officer, reviewer, colleague }.SelectMany(w => w.Complaints));
    }

    [Fact]
    public async Task Withdrawal_BeforeApproval_EndsTheRequestWithItsLetter()
    {
        var officer = await portal.WindowOfAsync(DemoPeople.OtherOfficer);
        var id = await UnderReviewAsync("26-SW-00602", DemoPeople.OtherOfficer);
        await officer.GoAsync($"/requests/{id}");
        var reference = (await officer.Page.Locator("h1").First.InnerTextAsync()).Trim();
        await officer.FollowAsync("Withdraw this request");
        await officer.FillAsync("Reason", "The suspect has confessed.");
        await officer.FillAsync("Typed", "PR-0");
        await officer.PressAsync("Withdraw request");
        await officer.SaysAsync($"Type the reference {reference} to confirm that you mean this request.");
        await officer.FillAsync("Typed", reference);
        await officer.PressAsync("Withdraw request");
        await officer.SaysAsync("The request is withdrawn. Nothing was disclosed.", "Your agency took the request back.", "your request is withdrawn", $"{DemoPeople.OtherOfficer.Name} withdrew this request");
        Assert.Equal(0, await officer.CountAsync(AriaRole.Link, "Withdraw this request"));

        var approver = await portal.WindowOfAsync(DemoPeople.Approver);
        await approver.GoAsync($"/review/{id}");
        await approver.SaysAsync("Withdrawn", "Nothing to decide while the request stands like this.", "The suspect has confessed.");
        Assert.Empty(new[] { officer, approver }.SelectMany(w => w.Complaints));
    }

    private async Task<Guid> UnderReviewAsync(string docket, DemoPerson officer)
    {
        var target = new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm]);
        var id = await portal.Road.SubmitAsync(new DemoWarrant([target], "2026-03-01T00:00", "2026-04-01T00:00", Docket: docket), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct, officer);
        await portal.Road.ReviewAsync(id, Ct);
        return id;
    }
}
