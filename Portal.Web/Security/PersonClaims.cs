using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Core.Access;

namespace Portal.Web.Security;

/// <summary>What the session cookie says of a person: id, name, roles, agency.</summary>
internal sealed class PersonClaims(UserManager<Person> people, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())));
        // The base class names people by their sign-in name; pages and the audit want the person's own.
        if (identity.FindFirst(ClaimTypes.Name) is { } signInName) identity.RemoveClaim(signInName);
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        if (user.AgencyId is { } agency) identity.AddClaim(new Claim(SignedInActor.AgencyClaim, agency.ToString()));
        return identity;
    }
}
