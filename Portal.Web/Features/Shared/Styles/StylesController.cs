using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Web.Features.Shared.Parts;

namespace Portal.Web.Features.Shared.Styles;

/// <summary>A living page of every part in every state, and whole sample pages. Only in Development.</summary>
[AllowAnonymous, DevelopmentOnly, Route("/styles")]
public sealed class StylesController(TimeProvider clock) : Controller
{
    [HttpGet("")]
    public IActionResult Index() => View(new StyleSamples(clock.GetUtcNow()));

    [HttpGet("sign-in"), HttpGet("queue"), HttpGet("review"), HttpGet("check-answers"), HttpGet("request"), HttpGet("recall")]
    public IActionResult Sample() =>
        View("Sample-" + Request.Path.Value!.Split('/')[^1].ToLowerInvariant(), new StyleSamples(clock.GetUtcNow()));

    [HttpGet("request-step")]
    public IActionResult RequestStep() => View("Sample-request-step", new SampleOrderForm());

    [HttpPost("request-step")]
    public IActionResult RequestStep(SampleOrderForm form)
    {
        if (!ModelState.IsValid) return View("Sample-request-step", form);
        TempData.Say(Meaning.Good, "Draft saved. You can come back to it from your requests.");
        return RedirectToAction(nameof(RequestStep));
    }

    /// <inheritdoc />
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var page = Request.Path.Value!.Split('/')[^1];
        if (page != "sign-in") ViewData["Navigation"] = page is "queue" or "review" or "recall" ? StyleSamples.Staff : StyleSamples.Police;
    }
}
