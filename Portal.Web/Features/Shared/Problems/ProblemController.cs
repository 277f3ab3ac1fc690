using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.Features.Shared.Problems;

/// <summary>
/// The pages behind a status code. Reached by re-execution with the verb of the failed request, so it takes every verb and
/// asks for no antiforgery token (a bad one may be why we are here).
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ProblemController : Controller
{
    [Route("/problem/{status:int}")]
    public IActionResult Show(int status)
    {
        Response.StatusCode = status is >= 400 and <= 599 ? status : StatusCodes.Status404NotFound;
        return View("Problem", ProblemView.For(Response.StatusCode, Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier));
    }
}
