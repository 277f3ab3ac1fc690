using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>The agency's request has come: from now the records are kept for that.</summary>
public sealed class LinkPreservation(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="RuleViolation">The request is a draft, has ended or is another agency's; or the preservation has run out.</exception>
    /// <exception cref="NotVisible">The preservation or the request does not exist for this actor.</exception>
    public Task ExecuteAsync(Guid preservationId, Guid requestId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId,
        "link a preservation",
        async () =>
        {
            var preservation = await db.Preservations.LoadAsync(preservationId, actor, ct);
            var request = await db.Requests.LoadAsync(requestId, actor, ct);
            if (request.AgencyId != preservation.AgencyId)
                throw new RuleViolation("preservation.other-agency", "The request and the preservation belong to different agencies.", "RequestId");
            // A linked preservation no longer runs out, so it must hang on something that does.
            if (request.Reference is null || RequestTransitions.IsFinal(request.Status))
                throw new RuleViolation("preservation.no-open-request", "Choose a request that has been submitted and is still open.", "RequestId");
            // A package sees one set of records from its first to its recount; what comes too late would not be in it.
            if (await db.Disclosures.AnyAsync(d => d.RequestId == request.Id, ct))
                throw new RuleViolation("preservation.package-begun", "The package of that request is already being made, without these records. Link the preservation to another request that is still open.", "RequestId");
            // What a second person looks at, or has approved, was counted without them.
            if (request.Status is RequestStatus.ScopeProposed or RequestStatus.Approved or RequestStatus.NoticePeriod or RequestStatus.AuthorityHold)
                throw new RuleViolation("preservation.scope-counted", "That request is being decided, on counts without these records. Write to us on it: we return its scope, and then you can link the preservation.", "RequestId");
            preservation.DemandTimeLeft(clock.GetUtcNow());
            preservation.Apply(PreservationAction.Link, actor, clock.GetUtcNow(), linkTo: request.Id);
            audit.Record(new PreservationLinked(preservation.Id, preservation.Reference, request.Reference) { RequestId = request.Id }, actor);
        },
        ct);
}
