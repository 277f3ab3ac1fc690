using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Web.Security;

/// <summary>Writes every refusal of a policy into the audit before it is answered.</summary>
internal sealed class RecordedDenials : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler answer = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
            await context.RequestServices.GetRequiredService<Denials>().RecordAsync(context, "lacks the permission");
        await answer.HandleAsync(next, context, policy, authorizeResult);
    }
}

/// <summary>Records a denial in a transaction of its own. The path is kept, never the query.</summary>
internal sealed class Denials(UnitOfWork unit, AuditTrail audit, SignedInActor actor)
{
    public Task RecordAsync(HttpContext context, string why) => unit.RunAsync(
        actor.Current,
        null,
        "record a denial",
        () =>
        {
            audit.Record(new AccessDenied(context.Request.Method, context.Request.Path, why), actor.Current);
            return Task.CompletedTask;
        },
        CancellationToken.None);
}
