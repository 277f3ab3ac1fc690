using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Web.Security;

namespace Portal.Web.Features.Account;

[Authorize(Policy = Needs.SignedIn)]
[Route("sign-out")]
public sealed class SignOutController(SignInManager<Person> signIn, AccessLog log) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Leave(CancellationToken ct)
    {
        await log.SignedOutAsync(ct);
        // Ends the session everywhere: a copy of its cookie is worth nothing within seconds.
        if (await signIn.UserManager.GetUserAsync(User) is { } person) await signIn.UserManager.UpdateSecurityStampAsync(person);
        await signIn.SignOutAsync();
        return RedirectToAction(nameof(SignInController.Password), "SignIn");
    }
}
