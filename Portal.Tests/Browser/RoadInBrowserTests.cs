using System.IO.Compression;
using Microsoft.Playwright;
using Portal.Core.Demo;
using Portal.Core.Disclosures.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>The main job, as its users do it: from an empty form to a verified package, in a real browser.</summary>
public sealed class RoadInBrowserTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    // The whole row of a choice is its label, and lies over the button: a click on it is a click on the choice.
    private static readonly LocatorCheckOptions Over = new() { Force = true };

    [Fact]
    public async Task Road_FiledNarrowedApprovedBuiltDownloadedAudited_LeavesOnlyWhatWasAuthorised()
    {
        var officer = await portal.WindowOfAsync(DemoPeople.Officer);
        await TestMessages.ImportAsync(portal.Services);
        await FileAsync(officer);
        var reference = await officer.Page.Locator("main").InnerTextAsync();
        Assert.Contains("PR-", reference, StringComparison.Ordinal);

        var reviewer = await portal.WindowOfAsync(DemoPeople.Reviewer);
        await CheckIdentityAsync(reviewer);
        await NarrowAndProposeAsync(reviewer);
        Assert.Equal(0, await reviewer.Page.Locator(".action-bar a", new() { HasText = "Approve as second person" }).CountAsync());

        var approver = await portal.WindowOfAsync(DemoPeople.Approver);
        await ApproveAsync(approver);

        var bag = await DownloadAsync(officer);
        var lines = await File.ReadAllLinesAsync(Path.Combine(bag, "data", "records", "messages.jsonl"), TestContext.Current.CancellationToken);
        // m3 went to a counterparty that was cut, m4 lies outside the window, m5 is somebody else's.
        Assert.Equal(["m1", "m2"], lines.Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement.GetProperty("message_id").GetString()!));
        var report = await new PackageVerifier().VerifyAsync(bag, null, TestContext.Current.CancellationToken);
        Assert.True(report.Passed, string.Join("\n", report.Checks));

        var auditor = await portal.WindowOfAsync(DemoPeople.Auditor);
        await AuditAsync(auditor);
        var administrator = await portal.WindowOfAsync(DemoPeople.Administrator);
        foreach (var page in new[] { "/admin", "/about", "/guidelines", "/verify" }) await administrator.GoAsync(page);

        Assert.Empty(new[] { officer, reviewer, approver, auditor, administrator }.SelectMany(w => w.Complaints));
    }

    private static async Task FileAsync(Window officer)
    {
        await officer.GoAsync("/requests/new");
        await officer.Page.GetByLabel("US search warrant", new() { Exact = true }).CheckAsync(Over);
        await officer.PressAsync("Start the request");

        // Nothing typed: the form says so, at the field and on top, and keeps the page.
        await FillAsync(officer, "court", "Superior Court of Washington for Ellis County");
        await FillAsync(officer, "judgeName", "Hon. Miriam Calloway");
        await FillAsync(officer, "docketNumber", "26-SW-00417");
        await FillAsync(officer, "orderNumber", "26-SW-00417-1");
        await FillAsync(officer, "offence", "Theft in the first degree");
        await DateAsync(officer, "dateSigned", 5, 10, 2026);
        await DateAsync(officer, "authorityFrom", 1, 3, 2026);
        await DateAsync(officer, "authorityTo", 31, 3, 2026);
        await DateAsync(officer, "returnDate", 15, 12, 2026);
        // A court's order forbids us to tell the account holder: the records need not wait for a notice period.
        await FillAsync(officer, "nonDisclosureCourt", "Superior Court of Washington for Ellis County");
        await FillAsync(officer, "nonDisclosureLaw", "18 U.S.C. § 2705(b)");
        await FillAsync(officer, "nonDisclosureDocket", "26-SW-00417-N");
        await FillAsync(officer, "noticeWish", "Please do not tell him before the search.");
        var end = TimeProvider.System.GetUtcNow().AddDays(90);
        await DateAsync(officer, "nonDisclosureEnd", end.Day, end.Month, end.Year);
        if (await officer.Page.Locator("input[type=radio][value=Judge]").CountAsync() > 0) await officer.Page.Locator("input[type=radio][value=Judge]").CheckAsync(Over);
        await officer.PressAsync("Save and continue");

        await officer.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "Search warrant.pdf", MimeType = "application/pdf", Buffer = TestPdf.OnePage("Search warrant 26-SW-00417") });
        await officer.PressAsync("Upload");
        await officer.FollowAsync("Continue");

        await officer.Page.Locator("input[name='Kind'][value='Handle'], input[name$='.Kind'][value='Handle']").First.CheckAsync(Over);
        await officer.Page.Locator("input[name='Value'], input[name$='.Value']").First.FillAsync("harbor_lights");
        await officer.Page.Locator("input[value='Suspect']").First.CheckAsync(Over);
        await officer.PressAsync("Add this account");
        await officer.FollowAsync("Continue to the records");

        await officer.Page.Locator("input[name$='TargetId']").First.CheckAsync(Over);
        await officer.Page.Locator("input[name$='Category'][value='ContentDm']").CheckAsync(Over);
        await officer.Page.Locator("input[name$='LocalStart']").FillAsync("2026-03-01T00:00");
        await officer.Page.Locator("input[name$='LocalEnd']").FillAsync("2026-04-01T00:00");
        await officer.Page.Locator("input[name$='Zone']").FillAsync("UTC");
        await officer.PressAsync("Ask for these records");
        await officer.FollowAsync("Continue to check and submit");

        await officer.PressAsync("Submit request");
        Assert.Contains("Confirm that the request is true", await officer.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await officer.Page.Locator("input[name$='Declared']").CheckAsync(Over);
        await officer.PressAsync("Submit request");
    }

    private static async Task CheckIdentityAsync(Window reviewer)
    {
        await reviewer.GoAsync("/review");
        await reviewer.FollowAsync("PR-");
        await reviewer.PressAsync("Start identity check");
        await reviewer.Page.Locator("input[name$='SpokeWith']").FillAsync("Sergeant A. Brandt, records desk");
        await reviewer.Page.Locator("input[name$='Outcome'][value='Confirmed']").CheckAsync(Over);
        await reviewer.PressAsync("Record call-back");
        await reviewer.PressAsync("Confirm identity");
        await reviewer.PressAsync("Accept for review");
        await reviewer.PressAsync("Look the targets up");
        await reviewer.FollowAsync("Compare and confirm");
        await reviewer.Page.Locator("input[name='DocumentId']").First.CheckAsync(Over);
        await DateAsync(reviewer, "SignedOn", 5, 10, 2026);
        await reviewer.PressAsync("Confirm against the document");
    }

    private static async Task NarrowAndProposeAsync(Window reviewer)
    {
        await reviewer.FollowAsync("Narrow");
        await reviewer.Page.Locator("input[name$='Kind'][value='ExceptCounterparties']").CheckAsync(Over);
        await reviewer.Page.Locator("textarea[name$='Counterparties']").FillAsync("aunt_rosa");
        await reviewer.Page.Locator("input[name$='ReasonCode']").First.CheckAsync(Over);
        await reviewer.Page.Locator("textarea[name$='Note']").FillAsync("Family, no part of the offence.");
        await reviewer.PressAsync("Cut the line");
        await reviewer.PressAsync("Count");
        Assert.Contains("2 of 3", await reviewer.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        // What the other side wrote leaves too: somebody has to say so, and why.
        await reviewer.FollowAsync("Decide line L1");
        await reviewer.Page.Locator("input[name$='Disclosure'][value='Whole']").CheckAsync(Over);
        await reviewer.Page.Locator("input[name$='ReasonCode'][value='NEEDED_TO_UNDERSTAND']").CheckAsync(Over);
        await reviewer.Page.Locator("textarea[name$='Words']").FillAsync("The buyer's answers name the place.");
        await reviewer.PressAsync("Keep the decision");
        await reviewer.PressAsync("Propose scope");
    }

    private static async Task ApproveAsync(Window approver)
    {
        await approver.GoAsync("/review?tab=ToApprove");
        await approver.FollowAsync("PR-");
        await approver.FollowAsync("Approve as second person");
        await approver.FollowAsync("Approve as second person");
        // A fresh code, for this proposal alone; then the page that repeats what will happen.
        await approver.ProveAsync("Confirm");
        await approver.PressAsync("Approve and sign");
    }

    private static async Task<string> DownloadAsync(Window officer)
    {
        await officer.GoAsync("/requests");
        await officer.FollowAsync("PR-");
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

    private static async Task AuditAsync(Window auditor)
    {
        await auditor.GoAsync("/audit");
        await auditor.FollowAsync("PR-");
        var record = await auditor.Page.Locator("main").InnerTextAsync();
        Assert.Contains("Signature verifies", record, StringComparison.Ordinal);
        Assert.Contains("Called back", record, StringComparison.Ordinal);
        Assert.DoesNotContain("Is the boat ready", record, StringComparison.Ordinal);
        await auditor.GoAsync("/audit/events");
        await auditor.GoAsync("/audit/disclosures");
    }

    private static Task FillAsync(Window window, string key, string text) => window.Page.Locator($"[name='{key}'], [name$='[{key}]'], [name$='.{key}']").First.FillAsync(text);

    private static async Task DateAsync(Window window, string key, int day, int month, int year)
    {
        foreach (var (part, value) in new[] { ("Day", day), ("Month", month), ("Year", year) })
            await window.Page.Locator($"[name='{key}.{part}'], [name$='[{key}].{part}'], [name$='.{key}.{part}']").First.FillAsync(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
