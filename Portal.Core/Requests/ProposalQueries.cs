using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Scopes;

namespace Portal.Core.Requests;

internal static class ProposalQueries
{
    /// <summary>The proposal that waits for a second person, or null. There is never more than one.</summary>
    public static Task<ScopeProposal?> PendingAsync(this IQueryable<ScopeProposal> proposals, Guid requestId, CancellationToken ct) =>
        proposals.SingleOrDefaultAsync(p => p.RequestId == requestId && p.Outcome == ProposalOutcome.Pending, ct);

    /// <summary>The id of the approved scope that stands: one that was voided has no effect.</summary>
    /// <exception cref="NotVisible">There is none.</exception>
    public static async Task<Guid> StandingIdAsync(this IQueryable<StoredScope> scopes, Guid requestId, CancellationToken ct) =>
        await scopes.Where(s => s.RequestId == requestId && s.VoidedAt == null).Select(s => (Guid?)s.Id).SingleOrDefaultAsync(ct) ?? throw new NotVisible("approved scope");

    /// <summary>A request that ends takes its waiting proposal with it.</summary>
    public static async Task OvertakePendingAsync(this IQueryable<ScopeProposal> proposals, Guid requestId, Actor by, DateTimeOffset now, CancellationToken ct)
    {
        if (await proposals.PendingAsync(requestId, ct) is { } pending) pending.Decide(ProposalOutcome.Overtaken, by, now);
    }
}
