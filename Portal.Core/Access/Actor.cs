using System.Collections.Immutable;

namespace Portal.Core.Access;

/// <summary>Who acts: a person who signed in, or the worker. The core knows no other notion of a user.</summary>
/// <param name="PersonId">The person's id; for the worker, <see cref="Actor.WorkerId"/>.</param>
/// <param name="AgencyId">The agency an officer or supervisor acts for; null for staff.</param>
/// <param name="Origin">Where the act comes from, for the audit: an address, or the worker's name.</param>
public sealed record Actor(Guid PersonId, string Name, ImmutableArray<Role> Roles, Guid? AgencyId, string Origin)
{
    /// <summary>The id under which the worker acts.</summary>
    public static readonly Guid WorkerId = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The actor before anyone has signed in.</summary>
    public static Actor Anonymous(string origin) => new(Guid.Empty, "Nobody signed in", [], null, origin);

    /// <summary>The background worker, acting on a decision that people have taken.</summary>
    public static Actor Worker(string origin = "worker") => new(WorkerId, "Portal worker", [Role.Worker], null, origin);

    public bool Can(Permission permission) => Roles.Any(role => RolePermissions.Of(role).Contains(permission));

    /// <exception cref="PermissionDenied">The actor's roles do not hold the permission.</exception>
    public void Demand(Permission permission)
    {
        if (!Can(permission)) throw new PermissionDenied(this, permission);
    }
}

/// <summary>The actor lacks the permission for what was tried. The edge answers 403 and the denial is recorded.</summary>
public sealed class PermissionDenied(Actor actor, Permission permission)
    : Exception($"{actor.Name} does not hold {permission}.")
{
    public Permission Permission { get; } = permission;
}

/// <summary>There is no such thing for this actor: it does not exist, or they may not see it. Both are a 404.</summary>
public sealed class NotVisible(string what) : Exception($"There is no {what} that this person may see.");
