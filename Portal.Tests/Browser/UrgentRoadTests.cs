using Microsoft.Playwright;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Legal;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>Roads for when time presses, in a real browser: an emergency without a judge, and records kept until an order arrives.</summary>
public sealed class UrgentRoadTests(BrowserPortal portal) : IClassFixture<BrowserPortal>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emergency_SwornCoSignedCalledBackAndDecidedByTwo_IsReleasedAndFollowedByLegalProcess()
    {
        await ImportAsync();
        var officer = await portal.WindowOfAsync(DemoPeople.Officer);
        var id = await SwearAsync(officer);

        var onCall = await portal.WindowOfAsync(DemoPeople.OnCall);
        await onCall.GoAsync("/review/emergencies");
        await onCall.SaysAsync("Start the identity check and call the agency back", "+1 360 555 0142");
        await onCall.FollowAsync("PR-");
        await onCall.SaysAsync("Call back first", "Not co-signed yet", "Minimum not stated yet");
        await onCall.TakeIntoReviewAsync("Lieutenant R. Amadi, duty desk");
        await onCall.SaysAsync("Called back");

        var supervisor = await portal.WindowOfAsync(DemoPeople.Supervisor);
        await supervisor.GoAsync($"/requests/{id}");
        await supervisor.SaysAsync("co-signs the emergency. Without it nothing can be disclosed.");
        await supervisor.FollowAsync("Co-sign the emergency");
        await supervisor.SaysAsync("A 15-year-old girl, missing since last night.");
        await supervisor.PressAsync("Co-sign the emergency");

        await ProposeAsync(onCall, id);
        var approver = await portal.WindowOfAsync(DemoPeople.Approver);
        await approver.GoAsync($"/review/{id}");
        await approver.FollowAsync("Approve as second person");
        await approver.SaysAsync("Why no less would meet the danger", "Where they meet tonight stands in the last messages.");
        await approver.GoAsync($"/review/{id}");
        await approver.ApproveAsync();

        await officer.GoAsync($"/requests/{id}");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Open the package" }).First.WaitForAsync(new() { Timeout = 60_000 });
        await FollowUpAsync(officer, onCall, id);
        Assert.Empty(new[] { officer, supervisor, onCall, approver }.SelectMany(w => w.Complaints));
    }

    [Fact]
    public async Task Preservation_AskedAcceptedKeptExtendedAndLinked_HoldsTheRecordsForTheRequest()
    {
        await ImportAsync();
        var officer = await portal.WindowOfAsync(DemoPeople.OtherOfficer);
        await officer.GoAsync("/preservation/new");
        await officer.SaysAsync("Nothing is disclosed and the account holders are not told.");
        await officer.ChooseAsync("Instrument", "US_PRESERVE");
        await officer.PressAsync("Continue");
        await officer.ChooseAsync("IdentifierKind", "Handle");
        await officer.FillAsync("Identifier", "harbor_lights");
        await officer.ChooseAsync("Categories", "ContentDm");
        await officer.ChooseAsync("Categories", "Subscriber");
        await officer.FillAsync("LocalStart", "2026-03-01T00:00");
        await officer.FillAsync("LocalEnd", "2026-04-01T00:00");
        await officer.FillAsync("Zone", "UTC");
        await officer.FillAsync("CaseNumber", "CC-2026-77");
        await officer.ChooseAsync("issuerKind", "SwornOfficer");
        await officer.FillAsync("offence", "Burglary");
        await officer.PressAsync("Ask for preservation");
        await officer.SaysAsync("Asked for. Your reference is", "Until then nothing is.");
        var id = officer.IdInAddress();

        var reviewer = await portal.WindowOfAsync(DemoPeople.Reviewer);
        await reviewer.GoAsync("/review/preservation");
        await reviewer.SaysAsync("CC-2026-77", "harbor_lights");
        await reviewer.PressAsync("Accept for 90 days");

        await UntilKeptAsync(officer, id);
        await officer.SaysAsync("File your request and link it here, or extend once", "we keep a snapshot", "Of 3 messages, 0 had been edited and 0 deleted.");
        await officer.PressAsync("Extend once");
        await officer.SaysAsync("The preservation is extended.", "it cannot be extended again");
        Assert.Equal(0, await officer.CountAsync(AriaRole.Button, "Extend once"));

        var request = await WarrantAsync("26-SW-00802", DemoPeople.OtherOfficer);
        await officer.GoAsync($"/preservation/{id}");
        await officer.Field("RequestId").SelectOptionAsync(request.ToString());
        await officer.PressAsync("Link");
        await officer.SaysAsync("The records are now kept for that request.", "Linked to a request", "The records are kept for the linked request until 30 days after that ends.");
        await reviewer.GoAsync("/review/preservation");
        await reviewer.SaysAsync("Linked to a request", "No preservation waits");
        await reviewer.GoAsync($"/review/preservation/{id}");
        Assert.Empty(new[] { officer, reviewer }.SelectMany(w => w.Complaints));
    }

    private static async Task<Guid> SwearAsync(Window officer)
    {
        await officer.GoAsync("/requests/new/emergency");
        await officer.SaysAsync("It needs no judge, and nothing compels us", "Within 72 hours after we disclose.");
        await officer.PressAsync("Start the emergency request");
        var id = officer.IdInAddress();
        await officer.SaysAsync("Your sworn statement", "Your supervisor reads it before co-signing");
        foreach (var (key, words) in new[]
        {
            ("dangerTo", "A 15-year-old girl, missing since last night."), ("dangerNature", "She wrote that she means to end her life."), ("whyImminent", "She named tonight."),
            ("whyThisData", "Where she meets this account is in their last messages."), ("supervisorName", DemoPeople.Supervisor.Name), ("callBackNumber", "+1 360 555 0142"), ("agencyCaseNumber", "PE-2026-1240"),
        })
            await officer.FillAsync(key, words);
        await officer.ChooseAsync("sworn", "yes");
        await officer.PressAsync("Save and continue");

        // No paper is demanded: the way goes on without one.
        await officer.GoAsync($"/requests/{id}/targets");
        await officer.NameAccountAsync("harbor_lights");
        await officer.FollowAsync("Continue to the records");
        var now = TimeProvider.System.GetUtcNow();
        await officer.AskForAsync("harbor_lights", "ContentDm", $"{now.AddDays(-9):yyyy-MM-dd}T00:00", $"{now:yyyy-MM-dd}T00:00");
        await officer.FollowAsync("Continue to check and submit");
        await officer.SubmitAsync();
        return id;
    }

    private static async Task ProposeAsync(Window onCall, Guid id)
    {
        await onCall.GoAsync($"/review/{id}");
        await onCall.SaysAsync("Co-signed", DemoPeople.Supervisor.Name);
        await onCall.FollowAsync("Say why no less would do");
        await onCall.FillAsync("Words", "Where they meet tonight stands in the last messages.");
        await onCall.PressAsync("Keep this reason");
        await onCall.FollowAsync("Decide line L1");
        await onCall.ChooseAsync("Disclosure", "Whole");
        await onCall.ChooseAsync("ReasonCode", "NEEDED_TO_UNDERSTAND");
        await onCall.FillAsync("Words", "The place is named by the other side.");
        await onCall.PressAsync("Keep the decision");
        await onCall.PressAsync("Count");
        await onCall.SaysAsync("1 of 1 record would be disclosed", "Minimum stated");
        await onCall.PressAsync("Propose scope");
        Assert.Equal(0, await onCall.CountAsync(AriaRole.Link, "Approve as second person"));
    }

    private async Task FollowUpAsync(Window officer, Window onCall, Guid id)
    {
        await officer.GoAsync($"/requests/{id}");
        await officer.SaysAsync("Legal process is owed for this emergency");
        var warrant = await WarrantAsync("26-SW-00801", DemoPeople.Officer);
        await portal.Road.ReviewAsync(warrant, Ct);
        await officer.FollowAsync("Name the legal process");
        await officer.PressAsync("Name this request");
        await officer.SaysAsync("Choose the request under which you have filed the legal process.");
        await officer.Field("ProcessId").SelectOptionAsync(warrant.ToString());
        await officer.PressAsync("Name this request");
        await officer.SaysAsync("Named. We look at it and confirm that it covers the emergency.");

        await onCall.GoAsync("/review/emergencies");
        await onCall.PressAsync("Confirm the legal process");
        await onCall.SaysAsync("No emergency is open", "None. After each emergency disclosure the agency has 72 hours");
        await officer.GoAsync($"/requests/{id}");
        await officer.SaysAsync("Legal process for this emergency is confirmed");
    }

    /// <summary>The worker takes the snapshot by itself; the page is looked at again until it says so.</summary>
    private static async Task UntilKeptAsync(Window officer, Guid id)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            await officer.GoAsync($"/preservation/{id}");
            if ((await officer.TextAsync()).Contains("The records are kept. File your request", StringComparison.Ordinal)) return;
            await Task.Delay(250, Ct);
        }
        Assert.Fail($"The snapshot was not taken:\n{await officer.TextAsync()}");
    }

    private Task<Guid> WarrantAsync(string docket, DemoPerson officer)
    {
        var target = new DemoTarget(new AccountIdentifier(IdentifierKind.Handle, "harbor_lights"), [DataCategory.ContentDm]);
        return portal.Road.SubmitAsync(new DemoWarrant([target], "2026-03-01T00:00", "2026-04-01T00:00", Docket: docket), () => new MemoryStream(TestPdf.OnePage("Search warrant")), Ct, officer);
    }

    /// <summary>The archive of a few messages, and one of the last days.</summary>
    private async Task ImportAsync()
    {
        await TestMessages.ImportAsync(portal.Services);
        var sent = TimeProvider.System.GetUtcNow().AddDays(-2);
        await TestMessages.ImportAsync(portal.Services, $$"""{"message_id":"e1","conversation_id":"c9","sender":"quiet.mallard","recipient":"harbor_lights","sent_at":"{{sent:yyyy-MM-dd'T'HH:mm:ss'Z'}}","text":"At the old pier, ten tonight."}""" + "\n");
    }
}
