using System.Net;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Tests.Support;
using Portal.Web.Security;

namespace Portal.Tests.Web.Guards;

/// <summary>Every address of the running application: who is let in, who is sent to sign in, who is refused, for whom there is nothing.</summary>
[Collection(GuardedPortals.Name)]
public sealed class DoorsTests(GuardedPortal portal)
{
    /// <summary>What nobody needs to sign in for. A new one is a decision, written down here.</summary>
    private static readonly string[] Open =
    [
        "About.About", "About.Guidelines", "About.Home", "About.Verify",
        "Problem.Show",
        "SignIn.Code", "SignIn.Password",
        "Styles.Index", "Styles.RequestStep", "Styles.Sample",
    ];

    private static readonly string[] ForAnybodySignedIn = ["Law.Compare", "Law.Editions", "Law.Holidays", "Law.Instrument", "SignOut.Leave", "StepUp.Ask"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> People =>
    [
        DemoPeople.Officer.Email, DemoPeople.Supervisor.Email, DemoPeople.OtherOfficer.Email, DemoPeople.Reviewer.Email,
        DemoPeople.Approver.Email, DemoPeople.OnCall.Email, DemoPeople.Auditor.Email, DemoPeople.Administrator.Email,
    ];

    [Fact]
    public void Doors_OfTheApplication_EachHaveAPolicyOfTheirOwn()
    {
        var wrong = portal.Doors
            .Where(d => !d.IsOpen)
            .Where(d => d.Policies.Count == 0 || d.Policies.Any(p => p != Needs.SignedIn && !p.StartsWith("needs:", StringComparison.Ordinal)));

        Assert.True(portal.Doors.Count > 60, "The application serves fewer addresses than it has pages.");
        Assert.Empty(wrong.Select(d => $"{d.Method} {d.Route}"));
        Assert.Equal(Open, portal.Doors.Where(d => d.IsOpen).Select(d => d.Action).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(ForAnybodySignedIn, portal.Doors.Where(d => !d.IsOpen && d.Needs.Count == 0).Select(d => d.Action).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Doors_ThatChangeSomething_AreNotOpenedByALink() =>
        Assert.All(portal.Doors, d => Assert.True(d.Method is "GET" or "POST" || d.Action == "Problem.Show", $"{d.Method} {d.Route}"));

    [Fact]
    public async Task Pages_ForNobody_AskToSignInAndComeBack()
    {
        using var stranger = portal.Web.Stranger();
        foreach (var door in portal.Doors.Where(d => d.Method is "GET" or "POST" && !d.IsOpen))
        {
            var address = portal.Fill(door);
            using var answer = await stranger.SendAsync(new HttpRequestMessage(new HttpMethod(door.Method), address), Ct);

            Assert.True(IsToSignIn(answer), $"{door.Method} {door.Route}: {answer.StatusCode}");
        }
        foreach (var door in portal.Doors.Where(d => d.Method == "GET" && d.IsOpen))
        {
            using var answer = await stranger.GetAsync(portal.Fill(door), Ct);

            Assert.True((int)answer.StatusCode < 400, $"{door.Route}: {answer.StatusCode}");
        }
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Pages_ForEachRole_OpenAsItsPermissionsSayAndNotOtherwise(string email)
    {
        var person = DemoPeople.All.Single(p => p.Email == email);
        var browser = await portal.Web.BrowserOfAsync(person);
        var wrong = new List<string>();
        foreach (var door in portal.Doors.Where(d => d.Method == "GET" && !d.IsOpen))
        {
            using var answer = await browser.GetAsync(portal.Fill(door), HttpCompletionOption.ResponseHeadersRead, Ct);
            var due = !door.Admits(person.Role) ? "refused" : door.IsOfOneAgency && person == DemoPeople.OtherOfficer ? "nothing there" : "let in";
            var got = answer.StatusCode switch
            {
                HttpStatusCode.Forbidden => "refused",
                HttpStatusCode.NotFound => "nothing there",
                HttpStatusCode.OK => "let in",
                HttpStatusCode.Redirect when !IsToSignIn(answer) => "let in",
                _ => $"answered {(int)answer.StatusCode} {answer.Headers.Location}",
            };
            if (due != got) wrong.Add($"{door.Route} ({portal.Fill(door)}): {due} was due, {got}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_AreRefusedAndChangeNothing()
    {
        var before = await portal.StateAsync();
        var wrong = new List<string>();
        foreach (var door in portal.Doors.Where(d => d.Method == "POST"))
        {
            using var stranger = door.IsOpen ? portal.Web.Stranger() : null;
            var browser = stranger ?? await portal.Web.BrowserOfAsync(People.Select(p => DemoPeople.All.Single(d => d.Email == p)).First(p => door.Admits(p.Role)));
            using var answer = await browser.PostAsync(portal.Fill(door), new FormUrlEncodedContent([new("Reason", "x"), new("Text", "x")]), Ct);
            if (answer.StatusCode != HttpStatusCode.BadRequest) wrong.Add($"{door.Route}: {answer.StatusCode}");
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await portal.StateAsync());
    }

    [Fact]
    public async Task Forms_WithSomebodyElsesToken_AreRefused()
    {
        using var stranger = portal.Web.Stranger();
        var token = PortalHost.TokenOf(await PortalHost.PageAsync(await stranger.GetAsync("/sign-in", Ct)));
        var officer = await portal.Web.BrowserOfAsync(DemoPeople.Officer);

        using var answer = await officer.PostAsync("/requests/new", new FormUrlEncodedContent([token, new("Instrument", "US_WARRANT")]), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Forms_OfAnotherAgencysThings_LeadNowhereAndChangeNothing()
    {
        var before = await portal.StateAsync();
        var other = await portal.Web.BrowserOfAsync(DemoPeople.OtherOfficer);
        var token = PortalHost.TokenOf(await PortalHost.PageAsync(await other.GetAsync("/requests/new", Ct)));
        var wrong = new List<string>();
        foreach (var door in portal.Doors.Where(d => d.Method == "POST" && d.IsOfOneAgency && d.Admits(Role.Officer)))
        {
            using var answer = await other.PostAsync(
                portal.Fill(door),
                new FormUrlEncodedContent(
                [
                    token, new("Instrument", "US_WARRANT"), new("Declared", "true"), new("Reason", "x"), new("Typed", "x"), new("Text", "x"),
                    new("Statement", "Destroyed."), new("RequestId", portal.IdOf("released").ToString()), new("Kind", "Handle"), new("Value", "somebody"),
                ]),
                Ct);
            if (answer.StatusCode != HttpStatusCode.NotFound) wrong.Add($"{door.Route}: {answer.StatusCode}");
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await portal.StateAsync());
    }

    /// <summary>Principle 3: denials are events. Both kinds are: refused by a policy, and nothing there for this person.</summary>
    [Fact]
    public async Task Refusals_OfEitherKind_AreInTheLog()
    {
        var other = await portal.Web.BrowserOfAsync(DemoPeople.OtherOfficer);
        var draft = portal.IdOf("draft");

        await other.GetAsync($"/requests/{draft}?secret=1", Ct);
        await other.GetAsync("/review", Ct);

        var auditor = await portal.Web.BrowserOfAsync(DemoPeople.Auditor);
        var events = (await PortalHost.PageAsync(await auditor.GetAsync("/audit/events?event=access.denied", Ct))).Body!.TextContent;
        Assert.Contains($"/requests/{draft}", events, StringComparison.Ordinal);
        Assert.Contains("/review", events, StringComparison.Ordinal);
        Assert.DoesNotContain("secret=1", events, StringComparison.Ordinal);
    }

    private static bool IsToSignIn(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString() is var to && to.Contains("/sign-in?returnTo=", StringComparison.Ordinal);
}
