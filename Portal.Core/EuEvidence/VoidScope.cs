using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>Takes an approval, or a proposal that waits for one, back before anything was made of it. Its signed statement is kept; no package can be made of it any more.</summary>
internal static class VoidScope
{
    public static async Task VoidScopeAsync(this PortalDb db, AuditTrail audit, LegalRequest request, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        await db.ScopeProposals.OvertakePendingAsync(request.Id, by, now, ct);
        if (await db.Scopes.SingleOrDefaultAsync(s => s.RequestId == request.Id && s.VoidedAt == null, ct) is not { } scope) return;
        if (await db.Disclosures.AnyAsync(d => d.ScopeId == scope.Id, ct))
            throw new InvalidOperationException("A package has been entered for the scope: it is recalled, not voided.");
        scope.Void(now);
        if (await db.ScopeProposals.Where(p => p.RequestId == request.Id && p.Outcome == ProposalOutcome.Approved).OrderByDescending(p => p.Number).FirstOrDefaultAsync(ct) is { } proposal)
            proposal.Void();
        audit.Record(new ScopeVoided(scope.Id, scope.Sha256) { RequestId = request.Id }, by);
    }
}
