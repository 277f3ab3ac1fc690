using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;

namespace Portal.Core.Requests;

/// <summary>Which requests there are for an actor. Every load goes through here; the rest is as if it did not exist.</summary>
public static class RequestVisibility
{
    public static IQueryable<LegalRequest> VisibleTo(this IQueryable<LegalRequest> requests, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Can(Permission.BuildPackage)) return requests;
        if (actor.Can(Permission.ViewCasework) || actor.Can(Permission.ReadDisclosureRegister) || actor.Can(Permission.ReadAuditTrail))
            return requests.Where(r => r.Status != RequestStatus.Draft && r.Reference != null);
        if (actor.AgencyId is not { } agency || !actor.Can(Permission.ViewAgencyRequests)) return requests.Where(r => false);
        if (actor.Roles.Contains(Role.Supervisor)) return requests.Where(r => r.AgencyId == agency);
        return requests.Where(r => r.AgencyId == agency && r.OfficerId == actor.PersonId);
    }

    /// <summary>Those that count as emergencies: by their instrument, or by the grounds that the order states.</summary>
    internal static IQueryable<LegalRequest> WhereEmergency(this IQueryable<LegalRequest> requests) =>
        // The order's fields are kept as JSON text; a stated ground stands there under its key.
        requests.Where(r => r.Instrument == RequestLaw.EmergencyInstrument || EF.Functions.Like((string)(object)r.OrderFields, $"%\"{RequestLaw.EmergencyGroundsKey}\":%"));

    /// <summary>Loads one whole request to work on.</summary>
    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public static async Task<LegalRequest> LoadAsync(this IQueryable<LegalRequest> requests, Guid id, Actor actor, CancellationToken ct) =>
        await requests.VisibleTo(actor)
            .Include(r => r.Agency)
            .Include(r => r.Targets)
            .Include(r => r.Lines)
            .Include(r => r.CallBacks)
            .AsSplitQuery()
            .FirstOrDefaultAsync(r => r.Id == id, ct)
        ?? throw new NotVisible("request");
}
