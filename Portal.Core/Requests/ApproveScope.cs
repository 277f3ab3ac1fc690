using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.EuEvidence;
using Portal.Core.Notices;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// The second person approves. The proposal is compiled into an <see cref="AuthorizedScope"/>, signed and stored, and its
/// extraction is queued: the only place where a scope comes into being.
/// </summary>
public sealed class ApproveScope(PortalDb db, UnitOfWork unit, AuditTrail audit, StepUp stepUp, ScopeSigner signer, RequestLaw law, QueueDisclosure queue, SettleNotice notice, TimeProvider clock)
{
    /// <param name="ProposalId">The very proposal that was looked at: another that has come since is not approved by mistake.</param>
    public sealed record Input(Guid RequestId, Guid ProposalId);

    /// <exception cref="StepUpRequired">No fresh proof of who is there, for this proposal.</exception>
    /// <exception cref="RuleViolation">The same person proposed it, or it is no longer the waiting proposal.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "approve the scope",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var now = clock.GetUtcNow();
                var approved = request.Apply(RequestAction.ApproveScope, actor, now);
                var proposal = await db.ScopeProposals.PendingAsync(request.Id, ct);
                if (proposal is null || proposal.Id != input.ProposalId)
                    throw new RuleViolation("scope.changed", "Another scope has been proposed since you opened the page. Look at the new one before you decide.");
                if (proposal.ProposedById == actor.PersonId)
                    throw new RuleViolation("second-person", "You proposed this scope yourself. Another approver has to decide.");
                law.DemandApprover(request, actor, await db.People.Where(p => p.Id == proposal.ProposedById).Select(p => p.Roles).FirstOrDefaultAsync(ct));
                await stepUp.DemandAsync(actor, StepUp.Approve, proposal.Id, spend: true, ct);

                proposal.Decide(ProposalOutcome.Approved, actor, now);
                var scope = signer.Sign(Compile(request, proposal, actor, now));
                db.Scopes.Add(new StoredScope(scope));
                audit.Record(
                    new ScopeApproved(proposal.Id, scope.Statement.ScopeId, scope.Signed.Sha256, scope.Signed.KeyId, QueueDisclosure.PackageReferenceOf(request)) { RequestId = request.Id },
                    actor);
                audit.Record(approved, actor);
                var period = await notice.ApproveAsync(request, proposal, actor, now, ct);

                if (law.HoldAfterApproval(request) is { } hold)
                {
                    audit.Record(request.Apply(hold.Action, actor, now, hold.Why), actor);
                    audit.Record(new AuthorityHoldBegan(scope.Statement.ScopeId, AuthorityLaw.HoldEnds(request, law)) { RequestId = request.Id }, actor);
                }
                else if (period is not null)
                {
                    audit.Record(request.Apply(RequestAction.HoldForNotice, actor, now, period.Why), actor);
                }
                else
                {
                    queue.Enter(request, scope.Statement.ScopeId, RequestAction.Queue, actor);
                }
            },
            ct);
    }

    private ScopeStatement Compile(LegalRequest request, ScopeProposal proposal, Actor approver, DateTimeOffset now) => new(
        ScopeId: Guid.CreateVersion7(now),
        RequestId: request.Id,
        Reference: request.Reference!,
        Agency: request.Agency.Name,
        Instrument: request.Instrument,
        RuleBookVersion: request.RuleBookVersion!,
        Citations: law.CitationsFor(request, proposal.Lines),
        Lines: proposal.Lines,
        Approvals:
        [
            new ScopeApproval(proposal.ProposedById, proposal.ProposedByName, proposal.ProposedByRole, "Proposed", proposal.ProposedAt),
            new ScopeApproval(approver.PersonId, approver.Name, RoleWords.Of(approver.Roles[0]), "Approved as second person", now),
        ],
        ApprovedAtUtc: now)
    {
        Unresolved = Unresolved(request),
        ThirdParties = proposal.ThirdParties,
    };

    /// <summary>A line is never dropped in silence: what its target did not lead to is part of what is signed.</summary>
    private static ImmutableArray<UnresolvedLine> Unresolved(LegalRequest request)
    {
        var targets = request.Targets.ToDictionary(t => t.Id);
        return
        [
            .. request.Lines.OrderBy(l => l.Number)
                .Select(line => (line, target: targets[line.TargetId]))
                .Where(x => x.line.SelectorFor(x.target) is null)
                .Select(x => new UnresolvedLine(
                    x.line.LineId, x.target.Label, x.line.Category, x.line.Window,
                    x.target.Resolution == TargetResolution.IdentifiersDisagree ? "IDENTIFIERS_DISAGREE" : "IDENTIFIER_UNKNOWN")),
        ];
    }
}
