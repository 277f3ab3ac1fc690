using Microsoft.AspNetCore.Authorization;
using Portal.Core.Access;

namespace Portal.Web.Security;

/// <summary>The policy of an action: what its caller must hold. Every action has one; a test walks them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(Permission permission)
        : base(Needs.PolicyOf(permission)) => Permission = permission;

    public Permission Permission { get; }
}

/// <summary>One policy per permission.</summary>
public static class Needs
{
    /// <summary>For actions that any signed-in person may call, each on their own account.</summary>
    public const string SignedIn = "signed-in";

    public static string PolicyOf(Permission permission) => $"needs:{permission}";

    public static void AddPortalPolicies(this AuthorizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.FallbackPolicy = signedIn;
        options.AddPolicy(SignedIn, signedIn);
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(PolicyOf(permission), policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => SignedInActor.Of(context.User, "") is { } actor && actor.Can(permission)));
        }
    }
}
