using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Agencies;
using Portal.Core.Audit;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>An officer starts a request under an instrument. It is saved from the first page on.</summary>
public sealed class StartDraft(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <exception cref="RuleViolation">No instrument, one that is not open for requests, or an agency that is not active.</exception>
    public Task<Guid> ExecuteAsync(string? instrument, Actor actor, CancellationToken ct) => ExecuteAsync(instrument, [], actor, ct);

    /// <param name="alsoUnder">Further laws of the same family that only add clocks.</param>
    /// <exception cref="RuleViolation">No instrument, one that is not open for requests, a law that cannot stand beside it, or an agency that is not active.</exception>
    public Task<Guid> ExecuteAsync(string? instrument, IReadOnlyCollection<string> alsoUnder, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        null,
        "start a request",
        async () =>
        {
            actor.Demand(Permission.FileRequest);
            var agency = await db.Agencies.FirstOrDefaultAsync(a => a.Id == actor.AgencyId, ct) ?? throw new NotVisible("agency");
            if (agency.Status != AgencyStatus.Active)
                throw new RuleViolation("agency.not-active", $"{agency.Name} is not active in our register, so it cannot file requests. Ask your supervisor to write to us.");
            var code = law.DemandInstrument(instrument);
            var now = clock.GetUtcNow();
            var request = new LegalRequest(agency, actor, code, now);
            request.SetFurtherLaws(law.DemandBeside(code, alsoUnder), actor, now);
            db.Requests.Add(request);
            audit.Record(new RequestDrafted(code) { RequestId = request.Id }, actor);
            return request.Id;
        },
        ct);
}
