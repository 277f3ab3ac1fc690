using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Web.Demo;
using Portal.Web.Security;

namespace Portal.Web.Features.Account;

/// <summary>The way in: address and password, then a code from the authenticator. There is no way in by password alone.</summary>
[AllowAnonymous]
[Route("sign-in")]
public sealed class SignInController(SignInManager<Person> signIn, AccessLog log, DemoSignIn demo) : Controller
{
    [HttpGet("")]
    public IActionResult Password(string? returnTo)
    {
        if (User.Identity?.IsAuthenticated == true) return LocalRedirect("/");
        return View(new PasswordView(new PasswordForm(), demo.People) { ReturnTo = returnTo });
    }

    [HttpPost("")]
    public async Task<IActionResult> Password([Bind(Prefix = nameof(PasswordView.Form))] PasswordForm form, string? returnTo, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var result = await signIn.PasswordSignInAsync(form.Email!, form.Password!, isPersistent: false, lockoutOnFailure: true);
            if (result.RequiresTwoFactor) return RedirectToAction(nameof(Code), new { returnTo });
            await log.FailedAsync(form.Email!, result.IsLockedOut ? "locked after too many failures" : "address or password wrong", ct);
            // One sentence for every cause: who has an account here is nobody's business.
            ModelState.AddModelError("", "The address and password do not go together, or there were too many tries. Check both; after five failures wait 15 minutes.");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(new PasswordView(form with { Password = null }, demo.People) { ReturnTo = returnTo });
    }

    [HttpGet("code")]
    public async Task<IActionResult> Code(string? returnTo)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } person) return RedirectToAction(nameof(Password), new { returnTo });
        return View(new CodeView(new CodeForm(), demo.CodeOf(person)) { ReturnTo = returnTo });
    }

    [HttpPost("code")]
    public async Task<IActionResult> Code([Bind(Prefix = nameof(CodeView.Form))] CodeForm form, string? returnTo, CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } person) return RedirectToAction(nameof(Password), new { returnTo });
        if (ModelState.IsValid)
        {
            var result = await signIn.TwoFactorSignInAsync(TotpProvider.Name, form.Code!, isPersistent: false, rememberClient: false);
            if (result.Succeeded)
            {
                await log.SignedInAsync(person, ct);
                return LocalRedirect(Url.IsLocalUrl(returnTo) ? returnTo : "/");
            }
            await log.FailedAsync(person.Email, "code wrong or used before", ct);
            ModelState.AddModelError("Form.Code", "That code is not right any more. Enter the six digits that your authenticator shows now; each works once.");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(new CodeView(new CodeForm(), demo.CodeOf(person)) { ReturnTo = returnTo });
    }
}
