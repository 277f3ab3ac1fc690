using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Access;
using Portal.Core.Demo;
using Portal.Tests.Support;
using Portal.Web.Demo;
using Portal.Web.Security;

namespace Portal.Tests.Web.Account;

public sealed class SignInTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WithThePasswordAlone_OpensNothing()
    {
        var browser = portal.Stranger();

        var answer = await PasswordAsync(browser, DemoPeople.Reviewer.Email, DemoSignIn.Password);

        Assert.Equal("/sign-in/code", answer.Headers.Location?.OriginalString.Split('?')[0]);
        var queue = await browser.GetAsync("/review", Ct);
        Assert.Equal(HttpStatusCode.Redirect, queue.StatusCode);
        Assert.StartsWith("/sign-in", new Uri(portal.Stranger().BaseAddress!, queue.Headers.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_UnknownAddressAndWrongPassword_AreToldTheSame()
    {
        var browser = portal.Stranger();

        var nobody = await PasswordAsync(browser, "nobody@pd.portellis.example", "not the password");
        var somebody = await PasswordAsync(browser, DemoPeople.Supervisor.Email, "not the password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, somebody.StatusCode);
        Assert.Equal(await ErrorsAsync(nobody), await ErrorsAsync(somebody));
    }

    [Fact]
    public async Task Code_UsedOnce_IsNotTakenAgain()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var demo = scope.ServiceProvider.GetRequiredService<DemoSignIn>();
        var person = (await people.FindByEmailAsync(DemoPeople.OnCall.Email))!;
        var code = demo.CodeOf(person)!;

        Assert.True(await people.VerifyTwoFactorTokenAsync(person, TotpProvider.Name, code));
        Assert.False(await people.VerifyTwoFactorTokenAsync(person, TotpProvider.Name, code));
    }

    private static async Task<HttpResponseMessage> PasswordAsync(HttpClient browser, string email, string password)
    {
        var page = await PortalHost.PageAsync(await browser.GetAsync("/sign-in", Ct));
        return await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = PortalHost.TokenOf(page).Value,
            ["Form.Email"] = email,
            ["Form.Password"] = password,
        }), Ct);
    }

    private static async Task<string> ErrorsAsync(HttpResponseMessage answer)
    {
        var page = await PortalHost.PageAsync(answer);
        return page.QuerySelector(".error-summary, [role=alert]")!.TextContent.Trim();
    }
}
