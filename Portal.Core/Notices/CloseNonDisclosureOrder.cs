using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>
/// Staff take an order out of force before its last day: what the agency stated is no order that bars a notice, or the court has ended
/// it early. The worker then sends the notices that waited for it.
/// </summary>
public sealed class CloseNonDisclosureOrder(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="Reason">Why, in a sentence that the agency may read.</param>
    public sealed record Input(Guid RequestId, Guid OrderId, NonDisclosureAction Action, string? Reason);

    public static bool Handles(NonDisclosureAction action) => action is NonDisclosureAction.Decline or NonDisclosureAction.EndEarly;

    /// <exception cref="RuleViolation">A reason is missing, or the order does not stand so.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!Handles(input.Action)) throw new NotVisible("step of this name");
        return unit.RunAsync(
            actor,
            input.RequestId,
            "take a non-disclosure order out of force",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var order = await db.NonDisclosureOrders.LoadAsync(request, input.OrderId, ct);
                audit.Record(order.Apply(input.Action, actor, clock.GetUtcNow(), input.Reason), actor);
            },
            ct);
    }
}
