using Microsoft.AspNetCore.Mvc;
using Portal.Core.Access;

namespace Portal.Web.Security;

/// <summary>How a form is acted on: try, and either go on or show the same page again with what is wrong and all that was typed.</summary>
internal static class Attempts
{
    /// <param name="attempt">The use case; a <see cref="RuleViolation"/> it throws becomes errors at the form's fields.</param>
    /// <param name="then">Where to go when it worked: a redirect, so that reloading does not do it twice.</param>
    /// <param name="again">The page with the form, as it was.</param>
    public static async Task<IActionResult> AttemptAsync(this Controller controller, Func<Task> attempt, Func<IActionResult> then, Func<Task<IActionResult>> again)
    {
        if (controller.ModelState.IsValid)
        {
            try
            {
                await attempt();
                return then();
            }
            catch (RuleViolation rule)
            {
                foreach (var problem in rule.All.Count > 0 ? rule.All : [rule])
                    controller.ModelState.AddModelError(problem.Field ?? "", problem.Message);
            }
        }
        controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await again();
    }
}
