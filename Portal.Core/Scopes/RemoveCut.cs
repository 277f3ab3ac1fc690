using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Scopes;

/// <summary>Takes a cut of a line back.</summary>
public sealed class RemoveCut(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="Index">Of the cut among the line's cuts, from 0.</param>
    /// <param name="DraftVersion">The draft as it was shown: if it has changed, the index may mean another cut.</param>
    public sealed record Input(Guid RequestId, string LineId, int Index, Guid DraftVersion);

    /// <exception cref="RuleViolation">The cuts have changed since they were shown, or the request is not under review.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "take a cut back",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandScopeWork(actor);
                var draft = await db.DraftForAsync(request.Id, ct);
                if (draft.Version != input.DraftVersion)
                    throw new RuleViolation("cut.changed", "The cuts were changed meanwhile. Look at them again before you take one back.");
                var cuts = draft.CutsOf(input.LineId);
                if (input.Index < 0 || input.Index >= cuts.Length) throw new NotVisible("cut");
                draft.RemoveAt(input.LineId, input.Index, actor, clock.GetUtcNow());
                audit.Record(new ScopeCutRemoved(input.LineId, cuts[input.Index]) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
