using System.Security.Claims;
using Portal.Core.Access;

namespace Portal.Web.Security;

/// <summary>Who is signed in, as the core knows people. The one place where claims are read.</summary>
public sealed class SignedInActor(IHttpContextAccessor http)
{
    public const string AgencyClaim = "portal:agency";

    /// <summary>The person of this HTTP request; nobody where none is signed in.</summary>
    public Actor Current
    {
        get
        {
            // Setting up the demo happens before anybody can have come in.
            if (http.HttpContext is not { } context) return Actor.Anonymous("start-up");
            var origin = context.Connection.RemoteIpAddress?.ToString() ?? "unknown address";
            return Of(context.User, origin) ?? Actor.Anonymous(origin);
        }
    }

    public static Actor? Of(ClaimsPrincipal user, string origin)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Identity?.IsAuthenticated != true) return null;
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return null;
        Guid? agency = Guid.TryParse(user.FindFirstValue(AgencyClaim), out var parsed) ? parsed : null;
        return new Actor(
            id,
            user.FindFirstValue(ClaimTypes.Name) ?? "",
            [.. user.FindAll(ClaimTypes.Role).Select(c => Enum.Parse<Role>(c.Value))],
            agency,
            origin);
    }
}
