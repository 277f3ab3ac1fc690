using System.IO.Compression;
using Microsoft.Playwright;
using Portal.Core.Demo;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Tests.Core.EuEvidence;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>A European Production Order for content, in a real browser: filed by its sections, held for the enforcing authority, cleared, built.</summary>
public sealed class EuRoadInBrowserTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private static readonly LocatorCheckOptions Over = new() { Force = true };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ContentOrder_HeldAndCleared_BecomesAVerifiedPackage()
    {
        var officer = await portal.WindowOfAsync(DemoPeople.Officer);
        await TestMessages.ImportAsync(portal.Services);
        var id = await portal.Road.DraftedAsync("EU_EPOC_CONTENT", EuRoad.Certificate, DataCategory.ContentDm);
        await officer.GoAsync($"/requests/{id}/order");
        Assert.Contains("Section I: Details of the issuing authority", await TextAsync(officer), StringComparison.Ordinal);
        // Denmark is not bound: the page says so in words, and the right State mends it.
        await officer.Page.Locator("select[name='issuingState']").SelectOptionAsync("DK");
        await officer.PressAsync("Save and continue");
        await officer.GoAsync($"/requests/{id}/check");
        Assert.Contains("Denmark does not take part", await TextAsync(officer), StringComparison.Ordinal);
        await officer.GoAsync($"/requests/{id}/order");
        await officer.Page.Locator("select[name='issuingState']").SelectOptionAsync("DE");
        await officer.PressAsync("Save and continue");
        await officer.GoAsync($"/requests/{id}/check");
        await officer.Page.Locator("input[name$='Declared']").CheckAsync(Over);
        await officer.PressAsync("Submit request");

        await portal.Road.ReviewAsync(id, Ct);
        await portal.Road.ProposedAndApprovedAsync(id);
        await officer.GoAsync($"/requests/{id}");
        Assert.Contains("The enforcing authority may raise grounds for refusal", await TextAsync(officer), StringComparison.Ordinal);
        var reviewer = await portal.WindowOfAsync(DemoPeople.Reviewer);
        foreach (var page in new[] { "", "/authority", "/objection" }) await reviewer.GoAsync($"/review/{id}{page}");

        var approver = await portal.WindowOfAsync(DemoPeople.Approver);
        await approver.GoAsync($"/review/{id}");
        await approver.FollowAsync("End the hold");
        await approver.PressAsync("Record the clearance");
        Assert.Contains("Enter who cleared the order", await TextAsync(approver), StringComparison.Ordinal);
        await approver.Page.Locator("input[name='From']").FillAsync("M. de Wit, officier van justitie");
        await approver.Page.Locator("input[name='Reference']").FillAsync("NL-2026-88");
        await approver.PressAsync("Record the clearance");

        var bag = await DownloadAsync(officer, id);
        var report = await new PackageVerifier().VerifyAsync(bag, null, Ct);
        Assert.True(report.Passed, string.Join("\n", report.Checks));
        Assert.Empty(new[] { officer, reviewer, approver }.SelectMany(w => w.Complaints));
    }

    [Fact]
    public async Task FormReferralAndEffect_AreAccessibleAndFitANarrowScreen()
    {
        var reviewer = await portal.WindowOfAsync(DemoPeople.SecondReviewer, width: 360, ColorScheme.Dark);
        var review = await portal.Road.UnderReviewAsync();
        var content = await portal.Road.InTriageAsync("DSA_ART9", EuRoad.ContentOrder, null);

        await reviewer.GoAsync($"/review/{review}/annex-iii");
        await reviewer.Page.Locator("input[name='Reasons[0].Picked']").CheckAsync(Over);
        await reviewer.Page.Locator("textarea[name='Reasons[0].Words']").FillAsync("Section F is empty.");
        await reviewer.Page.Locator("textarea[name='Preserved']").FillAsync("The messages, until 24 January 2027.");
        await reviewer.Page.Locator("input[value='AwaitAnswer']").CheckAsync(Over);
        await reviewer.PressAsync("Preview the letter");
        await reviewer.PressAsync("Send the form");
        await reviewer.GoAsync($"/review/{content}");
        await reviewer.FollowAsync("Pass to moderation");
        await reviewer.PressAsync("Preview the letter");
        await reviewer.PressAsync("Pass to moderation and send");
        foreach (var page in new[] { $"/review/{review}", $"/review/{review}/authority", $"/review/{review}/effect", $"/review/{content}" }) await reviewer.GoAsync(page);

        Assert.Contains("Form of Annex III", await reviewer.Page.Locator("main").InnerTextAsync() + await PageTextAsync(reviewer, $"/review/{review}"), StringComparison.Ordinal);
        Assert.Empty(reviewer.Complaints);
    }

    private static async Task<string> PageTextAsync(Window window, string page)
    {
        await window.GoAsync(page);
        return await TextAsync(window);
    }

    private static Task<string> TextAsync(Window window) => window.Page.Locator("main").InnerTextAsync();

    private static async Task<string> DownloadAsync(Window officer, Guid id)
    {
        await officer.GoAsync($"/requests/{id}");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Open the package" }).First.WaitForAsync(new() { Timeout = 60_000 });
        await officer.FollowAsync("Open the package");
        await officer.FollowAsync("Confirm that it is you");
        await officer.ProveAsync("Confirm");
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Download PR-") }).ClickAsync());
        var folder = Directory.CreateTempSubdirectory("portal-bag-").FullName;
        var zip = Path.Combine(folder, download.SuggestedFilename);
        await download.SaveAsAsync(zip);
        await ZipFile.ExtractToDirectoryAsync(zip, folder);
        File.Delete(zip);
        return Directory.GetDirectories(folder).Single();
    }
}
