using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Core.Access;
using Portal.Web.Features.Account;

namespace Portal.Web.Security;

/// <summary>
/// Translates what the core says into HTTP, once: not visible is 404, not permitted is 403, a missing proof of presence goes to
/// the page that asks for it. A broken rule that no form took up is a page that says so.
/// </summary>
internal sealed class EdgeFilter(Denials denials) : IAsyncExceptionFilter
{
    public async Task OnExceptionAsync(ExceptionContext context)
    {
        switch (context.Exception)
        {
            case NotVisible:
                await denials.RecordAsync(context.HttpContext, "nothing there for this person");
                context.Result = new NotFoundResult();
                break;
            case PermissionDenied denied:
                await denials.RecordAsync(context.HttpContext, denied.Message);
                context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
                break;
            case StepUpRequired needed:
                var back = context.HttpContext.Request;
                context.Result = new RedirectToActionResult(
                    nameof(StepUpController.Ask),
                    "StepUp",
                    new { stepUpAction = needed.Action, objectId = needed.ObjectId, returnTo = ReturnTo(context, back) });
                break;
            case RuleViolation rule:
                context.Result = new ViewResult
                {
                    ViewName = "RuleViolation",
                    StatusCode = StatusCodes.Status409Conflict,
                    ViewData = new(new Microsoft.AspNetCore.Mvc.ModelBinding.EmptyModelMetadataProvider(), context.ModelState) { Model = rule },
                };
                break;
        }
    }

    /// <summary>Back to where the code was needed; where that is a file, to the page that offers it, since a browser stays where it was for a file.</summary>
    private static string? ReturnTo(ExceptionContext context, HttpRequest back)
    {
        if (!HttpMethods.IsGet(back.Method)) return null;
        var offeredBy = context.ActionDescriptor.EndpointMetadata.OfType<OfferedByAttribute>().FirstOrDefault();
        return offeredBy is null ? $"{back.Path}{back.QueryString}" : context.HttpContext.RequestServices.GetRequiredService<LinkGenerator>().GetPathByAction(context.HttpContext, offeredBy.Action);
    }
}

/// <summary>On an action that answers with a file: the action of the same controller whose page offers it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OfferedByAttribute(string action) : Attribute
{
    public string Action { get; } = action;
}
