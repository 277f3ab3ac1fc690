using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Emergencies;

/// <summary>
/// The reviewer says why no less would meet the danger. Nothing compels an emergency disclosure, so its scope must carry its own
/// reason; the second person reads it beside the scope.
/// </summary>
public sealed class StateMinimum(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    public const int Longest = 2000;

    public sealed record Input(Guid RequestId, string? Words);

    /// <exception cref="RuleViolation">The request is no emergency that the minimum binds, or the words are missing.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "state the minimum",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                request.DemandScopeWork(actor);
                if (law.RuleOf(request).Minimum is null)
                    throw new RuleViolation("minimum.not-asked", "The order itself sets the limits of this request. A reason for the minimum is asked in emergencies only.");
                if (string.IsNullOrWhiteSpace(input.Words))
                    throw new RuleViolation("minimum.missing", "Say why nothing less than this scope would meet the danger.", nameof(input.Words));
                if (input.Words.Length > Longest)
                    throw new RuleViolation("minimum.long", $"Shorten the reason to {Longest:N0} characters.", nameof(input.Words));
                var draft = await db.DraftForAsync(request.Id, ct);
                draft.StateMinimum(input.Words.Trim(), actor, clock.GetUtcNow());
                audit.Record(new MinimumStated(input.Words.Trim()) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
