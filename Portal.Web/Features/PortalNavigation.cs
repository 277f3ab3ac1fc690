using Microsoft.Extensions.Options;
using Portal.Core;
using Portal.Core.Access;
using Portal.Web.Features.Shared;
using Portal.Web.Features.Shared.Parts;
using Portal.Web.Security;

namespace Portal.Web.Features;

/// <summary>Where each person may go, read off their permissions; and where they start.</summary>
internal sealed class PortalNavigation(IOptions<PortalOptions> options) : INavigationSource
{
    private const string Demo = "Invented people, agencies and messages. Development certificates: no signature made here is trusted by anybody.";

    public ValueTask<NavigationModel> ForAsync(HttpContext http)
    {
        var demo = options.Value.Demo ? Demo : null;
        if (SignedInActor.Of(http.User, "") is not { } actor) return ValueTask.FromResult(NavigationModel.Anonymous with { DemoNotice = demo });
        return ValueTask.FromResult(new NavigationModel(
            [.. Places(actor)],
            new PersonView(actor.Name, string.Join(", ", actor.Roles.Select(RoleWords.Of)), null),
            actor.AgencyId is null ? Density.Dense : Density.Stepwise,
            actor.Can(Permission.ViewCasework) ? "/review" : actor.Can(Permission.ReadAuditTrail) ? "/audit/events" : null,
            demo));
    }

    /// <summary>The page a person opens on.</summary>
    public static string HomeOf(Actor actor) => Places(actor).FirstOrDefault()?.Href ?? "/about";

    private static IEnumerable<NavigationItem> Places(Actor actor)
    {
        if (actor.Can(Permission.ViewAgencyRequests)) yield return new("Requests", "/requests");
        if (actor.Can(Permission.RequestPreservation)) yield return new("Preservation", "/preservation");
        if (actor.Roles.Contains(Role.EmergencyOnCall)) yield return new("Emergencies", "/review/emergencies");
        if (actor.Can(Permission.ViewCasework)) yield return new("Desk", "/desk");
        if (actor.Can(Permission.ViewCasework)) yield return new("Queue", "/review");
        if (actor.Can(Permission.ViewCasework) && !actor.Roles.Contains(Role.EmergencyOnCall)) yield return new("Emergencies", "/review/emergencies");
        if (actor.Can(Permission.ViewCasework)) yield return new("Appeals", "/review/appeals");
        if (actor.Can(Permission.DecidePreservation)) yield return new("Preservation", "/review/preservation");
        if (actor.Can(Permission.DecideNotice)) yield return new("Notices", "/review/notices");
        if (actor.Can(Permission.ReadAuditTrail)) yield return new("Audit", "/audit");
        if (actor.Can(Permission.ReadDisclosureRegister)) yield return new("Register", "/audit/disclosures");
        if (actor.Can(Permission.ReadAuditTrail)) yield return new("Search", "/audit/events");
        if (actor.Can(Permission.ViewHealth)) yield return new("Health", "/admin");
        yield return new("Guidelines", "/guidelines");
        yield return new("Rule book", "/law");
    }
}
