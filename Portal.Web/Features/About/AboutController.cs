using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Legal;
using Portal.Web.Security;

namespace Portal.Web.Features.About;

/// <summary>What anybody may read: what Portal is, what can be asked under which instrument, how to verify a package.</summary>
[AllowAnonymous]
public sealed class AboutController(SignedInActor actor, TimeProvider clock) : Controller
{
    [HttpGet("/")]
    public IActionResult Home() => User.Identity?.IsAuthenticated == true ? LocalRedirect(PortalNavigation.HomeOf(actor.Current)) : View("About");

    [HttpGet("/about")]
    public IActionResult About() => View();

    [HttpGet("/guidelines")]
    public IActionResult Guidelines()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var book = RuleBooks.Current(today);
        return View(new GuidelinesView(book, [.. book.RulesInEffect(today)]));
    }

    [HttpGet("/verify")]
    public IActionResult Verify() => View();
}

public sealed record GuidelinesView(RuleBook Book, IReadOnlyList<LegalRule> Rules);
