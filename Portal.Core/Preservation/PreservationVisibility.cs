using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;

namespace Portal.Core.Preservation;

/// <summary>Which preservation requests there are for an actor. Every load goes through here; the rest is as if it did not exist.</summary>
public static class PreservationVisibility
{
    public static IQueryable<PreservationRequest> VisibleTo(this IQueryable<PreservationRequest> preservations, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Can(Permission.BuildPackage) || actor.Can(Permission.ViewCasework) || actor.Can(Permission.ReadDisclosureRegister) || actor.Can(Permission.ReadAuditTrail))
            return preservations;
        if (actor.AgencyId is not { } agency || !actor.Can(Permission.ViewAgencyRequests)) return preservations.Where(p => false);
        if (actor.Roles.Contains(Role.Supervisor)) return preservations.Where(p => p.AgencyId == agency);
        return preservations.Where(p => p.AgencyId == agency && p.OfficerId == actor.PersonId);
    }

    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public static async Task<PreservationRequest> LoadAsync(this IQueryable<PreservationRequest> preservations, Guid id, Actor actor, CancellationToken ct) =>
        await preservations.VisibleTo(actor).Include(p => p.Agency).FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotVisible("preservation");
}
