using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

internal static class ScopeDraftQueries
{
    /// <summary>The draft to work on, begun where there is none.</summary>
    public static async Task<ScopeDraft> DraftForAsync(this PortalDb db, Guid requestId, CancellationToken ct)
    {
        if (await db.ScopeDrafts.FirstOrDefaultAsync(d => d.RequestId == requestId, ct) is { } draft) return draft;
        var begun = new ScopeDraft(requestId);
        db.ScopeDrafts.Add(begun);
        return begun;
    }

    /// <exception cref="PermissionDenied">The actor proposes no scopes.</exception>
    /// <exception cref="RuleViolation">The request is not under review.</exception>
    public static void DemandScopeWork(this LegalRequest request, Actor actor)
    {
        actor.Demand(Permission.ProposeScope);
        if (!request.Allows(RequestAction.ProposeScope, actor))
            throw new RuleViolation("scope.not-now", $"The scope is worked on while the request is under review. It is now “{RequestWords.Of(request.Status)}”.");
    }
}
