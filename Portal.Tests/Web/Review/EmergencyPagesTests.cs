using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Demo;
using Portal.Core.Disclosures;
using Portal.Core.Emergencies;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Tests.Web.Requests;

namespace Portal.Tests.Web.Review;

public sealed class EmergencyPagesTests(AgencyHost host) : IClassFixture<AgencyHost>
{
    private static readonly DemoTarget Target = new(new AccountIdentifier(IdentifierKind.Handle, SuspectHandle), [DataCategory.ContentDm]);

    private const string SuspectHandle = "tide_keeper";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DemoEmergency Road => host.Services.GetRequiredService<DemoEmergency>();

    [Fact]
    public async Task NewEmergency_SaysWhatHappens_AndStartsItsOwnForm()
    {
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        var door = await officer.PageAsync("/requests/new/emergency");
        var started = await officer.PressAsync("/requests/new/emergency", "/requests/new/emergency");
        var form = await officer.PageAsync(started.Headers.Location!.ToString());

        Assert.Contains("Within 72 hours", door.Words(), StringComparison.Ordinal);
        Assert.Equal("Your sworn statement", form.QuerySelector("h1")!.TextContent.Trim());
        Assert.Equal(["Who is in danger", "Why it cannot wait", "Why this data", "Your statement", "Who stands behind it", "Your case"], form.QuerySelectorAll("main form h2").Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public async Task Desk_ShowsWhatToDoNext_TheCallBackFirst()
    {
        var id = await SubmitAsync();
        var onCall = await host.BrowserOfAsync(DemoPeople.OnCall);
        var reference = await ReferenceAsync(id);

        var before = RowOf(await onCall.PageAsync("/review/emergencies"), reference);
        await host.Road.MoveAsync(DemoPeople.OnCall, id, RequestAction.StartIdentityCheck, null, Ct);
        var during = RowOf(await onCall.PageAsync("/review/emergencies"), reference);

        Assert.Contains("Start the identity check", before, StringComparison.Ordinal);
        Assert.Contains("+1 360 555 0142", before, StringComparison.Ordinal);
        Assert.Contains("Call the agency back at the register", during, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_OfTheOnCall_IsTheirDesk()
    {
        var onCall = await host.BrowserOfAsync(DemoPeople.OnCall);

        var home = await onCall.GetAsync("/", Ct);

        Assert.Equal("/review/emergencies", home.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Minimum_IsAskedBeforeTheProposal_AndShownToTheSecondPerson()
    {
        var id = await SubmitAsync();
        await Road.CoSignAsync(id, Ct);
        await Road.ReviewAsync(id, Ct);
        var onCall = await host.BrowserOfAsync(DemoPeople.OnCall);

        var without = await onCall.PressAsync($"/review/{id}", $"/review/{id}/propose");
        var empty = await onCall.PressAsync($"/review/{id}/minimum", $"/review/{id}/minimum", ("Words", " "));
        var stated = await onCall.PressAsync($"/review/{id}/minimum", $"/review/{id}/minimum", ("Words", "Where they meet tonight."));
        await onCall.PressAsync($"/review/{id}", $"/review/{id}/count");
        await onCall.PressAsync($"/review/{id}/lines/L1/third-parties", $"/review/{id}/lines/L1/third-parties", ("Disclosure", "Whole"), ("ReasonCode", "ORDER_NAMES_CONVERSATION"), ("Words", "Both sides of the conversation tell where they meet."));
        var proposed = await onCall.PressAsync($"/review/{id}", $"/review/{id}/propose");
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.NotNull((await AgencyHost.PageAsync(empty)).QuerySelector("#Words-error"));
        Assert.Equal(HttpStatusCode.Redirect, stated.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        Assert.Contains("Where they meet tonight.", (await approver.PageAsync($"/review/{id}/approve")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_FromReleaseToFlagToCleared_OnThePages()
    {
        var id = await ReleasedAsync();
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);
        var onCall = await host.BrowserOfAsync(DemoPeople.OnCall);
        var approver = await host.BrowserOfAsync(DemoPeople.Approver);
        var reference = await ReferenceAsync(id);
        Assert.Contains("Legal process is owed", (await officer.PageAsync($"/requests/{id}")).Words(), StringComparison.Ordinal);

        await host.ReadAsync(async services =>
        {
            var db = services.GetRequiredService<PortalDb>();
            var past = await db.FollowUps.Where(f => f.RequestId == id).Select(f => f.ReleasedAt).SingleAsync(Ct) - TimeSpan.FromHours(1);
            await db.FollowUps.Where(f => f.RequestId == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.DueAt, past), Ct);
            return await services.GetRequiredService<FlagOverdueFollowUps>().ExecuteAsync(Actor.Worker(), Ct);
        });
        Assert.Contains("owes legal process", (await onCall.PageAsync($"/review/{id}")).Words(), StringComparison.Ordinal);
        var warrant = await host.SubmittedAsync("26-SW-00888");
        await host.Road.ReviewAsync(warrant, Ct);
        var none = await officer.PressAsync($"/requests/{id}/legal-process", $"/requests/{id}/legal-process", ("ProcessId", ""));
        var named = await officer.PressAsync($"/requests/{id}/legal-process", $"/requests/{id}/legal-process", ("ProcessId", warrant.ToString()));
        var confirmed = await onCall.PressAsync("/review/emergencies", $"/review/emergencies/{id}/confirm");
        var agency = await host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.AgencyId).SingleAsync(Ct));
        var flag = $"/review/emergencies/agencies/{agency}/clear-flag";
        var byOnCall = await onCall.PressAsync(flag, flag, ("Reason", "They called."));
        var cleared = await approver.PressAsync(flag, flag, ("Reason", "The chief has set up a reminder."));

        Assert.NotNull((await AgencyHost.PageAsync(none)).QuerySelector("#ProcessId-error"));
        Assert.Equal(HttpStatusCode.Redirect, named.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, byOnCall.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, cleared.StatusCode);
        Assert.DoesNotContain(reference, (await approver.PageAsync("/review/emergencies")).QuerySelector("#owed")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Contains("is confirmed", (await officer.PageAsync($"/requests/{id}")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_OfAnotherAgency_IsNotThere()
    {
        var id = await ReleasedAsync();
        var other = await host.BrowserOfAsync(DemoPeople.OtherOfficer);
        var officer = await host.BrowserOfAsync(DemoPeople.Officer);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/requests/{id}/legal-process", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync("/review/emergencies", Ct)).StatusCode);
    }

    private async Task<Guid> SubmitAsync()
    {
        // The archive holds the account once a warrant has brought it in.
        await host.SubmittedAsync($"26-SW-{Guid.NewGuid():N}"[..14]);
        return await Road.SubmitAsync(Target, "2026-03-01T00:00", "2026-04-01T00:00", Ct);
    }

    private async Task<Guid> ReleasedAsync()
    {
        var id = await SubmitAsync();
        await Road.CoSignAsync(id, Ct);
        await Road.ReviewAsync(id, Ct);
        var package = await host.Road.ApproveAsync(id, await Road.ProposeAsync(id, [], Ct), Ct);
        await host.ReadAsync(services => services.GetRequiredService<BuildDisclosure>().ExecuteAsync(package, Ct));
        return id;
    }

    private Task<string> ReferenceAsync(Guid id) => host.ReadAsync(services => services.GetRequiredService<PortalDb>().Requests.Where(r => r.Id == id).Select(r => r.Reference!).SingleAsync(Ct));

    private static string RowOf(AngleSharp.Html.Dom.IHtmlDocument desk, string reference) =>
        desk.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(reference, StringComparison.Ordinal)).TextContent;
}
