using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>The second person sends a proposed scope back to the reviewer, and says why.</summary>
public sealed class ReturnScope(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    public sealed record Input(Guid RequestId, string? Reason);

    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "return the scope",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var moved = request.Apply(RequestAction.ReturnScope, actor, now, input.Reason);
                var proposal = await db.ScopeProposals.PendingAsync(request.Id, ct) ?? throw new NotVisible("proposed scope");
                proposal.Decide(ProposalOutcome.Returned, actor, now, moved.Reason);
                audit.Record(new ScopeReturned(proposal.Id, moved.Reason!) { RequestId = request.Id }, actor);
                audit.Record(moved, actor);
            },
            ct);
    }
}
