using System.Collections.Frozen;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// The steps that need nothing but the step itself and, where the table says so, a reason. Steps that carry something else
/// (a scope, a letter, a package) have use cases of their own.
/// </summary>
public sealed class MoveRequest(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, PortalLetters letters, TimeProvider clock)
{
    private static readonly FrozenSet<RequestAction> Plain = FrozenSet.ToFrozenSet(
    [
        RequestAction.Discard, RequestAction.StartIdentityCheck, RequestAction.HoldForFraud, RequestAction.ClearFraudHold,
        RequestAction.AcceptForReview, RequestAction.Close, RequestAction.Withdraw,
    ]);

    public sealed record Input(Guid RequestId, RequestAction Action, string? Reason);

    public static bool Handles(RequestAction action) => Plain.Contains(action);

    /// <exception cref="RuleViolation">The table does not allow it now, or a reason or a second person is missing.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!Handles(input.Action)) throw new ArgumentException($"{input.Action} has a use case of its own.", nameof(input));
        return unit.RunAsync(
            actor,
            input.RequestId,
            RequestWords.Of(input.Action).ToLowerInvariant(),
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandFiler(actor);
                InstrumentSteps.Demand(law.RuleOf(request), input.Action);
                audit.Record(request.Apply(input.Action, actor, clock.GetUtcNow(), input.Reason), actor);
                if (request.SubmittedAt is not null) request.Recalculate(law, clock.GetUtcNow());
                if (input.Action != RequestAction.Withdraw) return;
                await db.ScopeProposals.OvertakePendingAsync(request.Id, actor, clock.GetUtcNow(), ct);
                await letters.ConfirmWithdrawalAsync(request, actor, ct);
            },
            ct);
    }
}
