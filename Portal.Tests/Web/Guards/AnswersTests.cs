using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Portal.Core.Demo;
using Portal.Tests.Support;
using Portal.Web.Security;

namespace Portal.Tests.Web.Guards;

/// <summary>What every answer of the running application carries, whatever it says; and what none of them lets out.</summary>
[Collection(GuardedPortals.Name)]
public sealed class AnswersTests(GuardedPortal portal)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_OfEveryStatus_CarryTheSecurityHeadersAndShowNoInternals()
    {
        using var stranger = portal.Web.Stranger();
        var officer = await portal.Web.BrowserOfAsync(DemoPeople.Officer);

        await LooksRightAsync(await stranger.GetAsync("/", Ct), HttpStatusCode.OK);
        await LooksRightAsync(await officer.GetAsync("/requests", Ct), HttpStatusCode.OK);
        await LooksRightAsync(await stranger.GetAsync("/requests", Ct), HttpStatusCode.Redirect);
        await LooksRightAsync(await stranger.PostAsync("/sign-in", new FormUrlEncodedContent([]), Ct), HttpStatusCode.BadRequest);
        await LooksRightAsync(await officer.GetAsync("/review", Ct), HttpStatusCode.Forbidden);
        await LooksRightAsync(await officer.GetAsync("/nothing", Ct), HttpStatusCode.NotFound);
        await LooksRightAsync(await officer.GetAsync($"/requests/{Guid.NewGuid()}", Ct), HttpStatusCode.NotFound);
        await LooksRightAsync(await officer.DeleteAsync("/requests", Ct), HttpStatusCode.MethodNotAllowed);
        await LooksRightAsync(await officer.GetAsync($"/requests/{portal.IdOf("submitted")}/order", Ct), HttpStatusCode.Conflict);
        var token = PortalHost.TokenOf(await PortalHost.PageAsync(await officer.GetAsync("/preservation/new?instrument=US_PRESERVE", Ct)));
        await LooksRightAsync(await officer.PostAsync("/preservation/new", new FormUrlEncodedContent([token]), Ct), HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>Nothing unrecorded, seen from outside: a denial that cannot be written down fails, and says nothing of why.</summary>
    [Fact]
    public async Task Answer_WhenTheLogIsGone_IsAPlainFailure()
    {
        var officer = await portal.Web.BrowserOfAsync(DemoPeople.Officer);
        await portal.SqlAsync("ALTER TABLE AuditEntries RENAME TO TakenAway");
        try
        {
            await LooksRightAsync(await officer.GetAsync("/review", Ct), HttpStatusCode.InternalServerError);
            await LooksRightAsync(await officer.GetAsync($"/requests/{Guid.NewGuid()}", Ct), HttpStatusCode.InternalServerError);
        }
        finally
        {
            await portal.SqlAsync("ALTER TABLE TakenAway RENAME TO AuditEntries");
        }
    }

    [Fact]
    public async Task Cookies_OfEveryStep_AreHiddenFromScriptsAndFromOtherSites()
    {
        const string Site = "https://localhost";
        using var browser = portal.Web.Stranger();
        var cookies = new List<string>();
        var form = await browser.GetAsync($"{Site}/sign-in", Ct);
        cookies.AddRange(CookiesOf(form));
        var page = await PortalHost.PageAsync(form);
        var password = await browser.PostAsync(
            $"{Site}/sign-in",
            new FormUrlEncodedContent(
            [
                PortalHost.TokenOf(page),
                new("Form.Email", DemoPeople.SecondApprover.Email), new("Form.Password", Portal.Web.Demo.DemoSignIn.Password),
            ]),
            Ct);
        cookies.AddRange(CookiesOf(password));
        var asked = await PortalHost.PageAsync(await browser.GetAsync($"{Site}/sign-in/code", Ct));
        var code = await browser.PostAsync(
            $"{Site}/sign-in/code",
            new FormUrlEncodedContent(
            [
                PortalHost.TokenOf(asked), PortalHost.CodeOn(asked),
            ]),
            Ct);
        cookies.AddRange(CookiesOf(code));
        var desk = await PortalHost.PageAsync(await browser.GetAsync($"{Site}/review/{portal.IdOf("submitted")}", Ct));
        var said = await browser.PostAsync(
            $"{Site}/review/{portal.IdOf("submitted")}/assign",
            new FormUrlEncodedContent([PortalHost.TokenOf(desk)]),
            Ct);
        cookies.AddRange(CookiesOf(said));

        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        var names = cookies.Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)).Select(c => c[..c.IndexOf('=', StringComparison.Ordinal)]).Distinct().ToList();
        Assert.Contains("portal", names);
        Assert.Contains("portal-form", names);
        Assert.True(names.Count >= 4, "The form's, the half signed in, the session's and the message's cookie were to be seen; there are " + string.Join(", ", names));
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", cookie);
        });
    }

    [Fact]
    public async Task Redirects_AfterSigningIn_StayHere()
    {
        using var browser = portal.Web.Stranger();
        var asked = await browser.GetAsync("/sign-in?returnTo=https%3A%2F%2Fevil.example", Ct);
        var officer = await portal.Web.BrowserOfAsync(DemoPeople.Officer);
        var stepUp = await officer.GetAsync($"/confirm-it-is-you?stepUpAction=disclosure.download&objectId={portal.IdOf("package")}&returnTo=%2F%2Fevil.example", Ct);

        foreach (var page in new[] { await PortalHost.PageAsync(asked), await PortalHost.PageAsync(stepUp) })
            Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.DoesNotContain("evil.example", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Demo_AgainstAServerDatabase_DoesNotStart()
    {
        using var factory = new WebApplicationFactory<SignedInActor>().WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("Portal:Demo", "true")
            .UseSetting("Portal:Database:Provider", "SqlServer")
            .UseSetting("Portal:Database:ConnectionString", "Server=none;Connect Timeout=1"));

        var refusal = Assert.ThrowsAny<Exception>(() => factory.Services);

        Assert.Contains("The demo has public passwords", refusal.ToString(), StringComparison.Ordinal);
    }

    private static async Task LooksRightAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        using var _ = answer;
        var what = $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery}";
        Assert.True(answer.StatusCode == status, $"{what}: {answer.StatusCode}");
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        Assert.Equal(SecureHeaders.ContentSecurityPolicy, Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Empty(Header("Server") + Header("X-Powered-By"));
        var text = await answer.Content.ReadAsStringAsync(Ct);
        if ((int)status < 400) return;
        Assert.All(["Exception", "Sqlite", "AuditEntries", "no such table", " at Portal.", ".cs:line", "Microsoft.", "portal.db"], inside =>
            Assert.False(text.Contains(inside, StringComparison.OrdinalIgnoreCase), $"{what} shows “{inside}”."));
        Assert.Contains("<h1", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> CookiesOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];
}
