using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>What an agency owes after an emergency, as it sees it.</summary>
/// <param name="Choices">Its submitted requests that may be the legal process, the latest first.</param>
public sealed record AgencyFollowUp(Guid RequestId, string Reference, FollowUpStatus Status, DateTimeOffset ReleasedAt, DateTimeOffset DueAt, string? ProcessReference, bool MayName, IReadOnlyList<ProcessChoice> Choices);

public sealed record ProcessChoice(Guid Id, string Reference, string Instrument);

/// <summary>The follow-up of one emergency, for the agency's page.</summary>
public sealed class FollowUpQuery(PortalDb db, RequestLaw law)
{
    private const int MostChoices = 100;

    /// <returns>Null where the request is none of this actor's emergencies, or nothing has been released under it.</returns>
    public async Task<AgencyFollowUp?> FindAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewAgencyRequests);
        var request = await db.Requests.AsNoTracking().LoadAsync(requestId, actor, ct);
        if (await db.FollowUps.AsNoTracking().FirstOrDefaultAsync(f => f.RequestId == request.Id, ct) is not { } followUp) return null;
        var mayName = followUp.Status != FollowUpStatus.Confirmed && actor.Can(Permission.FileRequest);
        return new AgencyFollowUp(
            request.Id, followUp.Reference, followUp.Status, followUp.ReleasedAt, followUp.DueAt, followUp.ProcessReference, mayName,
            mayName ? await ChoicesAsync(request, actor, ct) : []);
    }

    private async Task<IReadOnlyList<ProcessChoice>> ChoicesAsync(LegalRequest emergency, Actor actor, CancellationToken ct)
    {
        var read = await db.Requests.AsNoTracking().VisibleTo(actor)
            .Where(r => r.AgencyId == emergency.AgencyId && r.Id != emergency.Id && r.Reference != null)
            .OrderByDescending(r => r.SubmittedAt)
            .Take(MostChoices)
            .ToListAsync(ct);
        return [.. read.Where(r => !law.IsEmergency(r)).Select(r => new ProcessChoice(r.Id, r.Reference!, law.RuleOf(r).Name))];
    }
}
