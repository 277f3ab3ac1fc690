using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;
using Portal.Web.Demo;
using Portal.Web.Security;

namespace Portal.Web.Features.Account;

/// <summary>Asks for a fresh code before what cannot be undone, and goes back to where it was needed.</summary>
[Authorize(Policy = Needs.SignedIn)]
[Route("confirm-it-is-you")]
public sealed class StepUpController(UserManager<Person> people, StepUp stepUp, SignedInActor actor, AccessLog log, DemoSignIn demo) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Ask(string stepUpAction, Guid objectId, string? returnTo)
    {
        if (Doing(stepUpAction) is not { } doing || await people.GetUserAsync(User) is not { } person) return NotFound();
        return View(new StepUpView(new CodeForm(), stepUpAction, objectId, doing, demo.CodeOf(person)) { ReturnTo = returnTo });
    }

    [HttpPost("")]
    public async Task<IActionResult> Ask([Bind(Prefix = nameof(StepUpView.Form))] CodeForm form, string stepUpAction, Guid objectId, string? returnTo, CancellationToken ct)
    {
        if (Doing(stepUpAction) is not { } doing || await people.GetUserAsync(User) is not { } person) return NotFound();
        if (ModelState.IsValid)
        {
            if (await people.IsLockedOutAsync(person))
            {
                ModelState.AddModelError("Form.Code", "Too many codes were wrong. Wait 15 minutes and try again.");
            }
            else if (await people.VerifyTwoFactorTokenAsync(person, TotpProvider.Name, form.Code!))
            {
                await people.ResetAccessFailedCountAsync(person);
                await stepUp.GrantAsync(actor.Current, stepUpAction, objectId, ct);
                return LocalRedirect(Url.IsLocalUrl(returnTo) ? returnTo : "/");
            }
            else
            {
                await people.AccessFailedAsync(person);
                await log.StepUpFailedAsync(stepUpAction, objectId, ct);
                ModelState.AddModelError("Form.Code", "That code is not right any more. Enter the six digits that your authenticator shows now; each works once.");
            }
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(new StepUpView(form, stepUpAction, objectId, doing, demo.CodeOf(person)) { ReturnTo = returnTo });
    }

    private static string? Doing(string action) => action switch
    {
        StepUp.Approve => "approve a scope",
        StepUp.Download => "download a package",
        _ => null,
    };
}
