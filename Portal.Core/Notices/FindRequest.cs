using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>Finds the request to which a non-disclosure order belongs that comes by itself, by our reference of it.</summary>
public sealed class FindRequest(PortalDb db)
{
    /// <exception cref="RuleViolation">The actor's agency has filed no request of this reference.</exception>
    public async Task<Guid> ExecuteAsync(string? reference, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.FileRequest);
        var typed = reference?.Trim().ToUpperInvariant();
        var id = await db.Requests.VisibleTo(actor).Where(r => r.Reference == typed && r.Reference != null).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        return id ?? throw new RuleViolation("ndo.linked-request", "We know no request of yours by this reference. Enter it as our letters name it, like PR-2026-000123.", "Reference");
    }
}
