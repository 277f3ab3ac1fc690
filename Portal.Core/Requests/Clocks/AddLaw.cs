using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests.Clocks;

/// <summary>A reviewer finds that a further law applies, and its clocks run beside the others.</summary>
public sealed class AddLaw(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    private const int LongestReason = 1000;

    public sealed record Input(Guid RequestId, string? Instrument, string? Reason);

    /// <exception cref="RuleViolation">The request has ended, the law would do more than add clocks, or a reason is missing.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "add a law",
            async () =>
            {
                actor.Demand(Permission.TriageRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (RequestTransitions.IsFinal(request.Status))
                    throw new RuleViolation("request.ended", "The request has ended: no clock runs on it any more.");
                var reason = input.Reason?.Trim() ?? "";
                var problems = new List<RuleViolation>();
                if (law.Addable(request).FirstOrDefault(r => r.Code == input.Instrument) is not { } row)
                    problems.Add(new RuleViolation("law.not-beside", "Choose a law from the list. Only one of the same family that adds clocks and nothing else can be added.", nameof(input.Instrument)));
                if (reason.Length == 0)
                    problems.Add(new RuleViolation("reason.missing", "Say why the law applies, such as where the order was issued.", nameof(input.Reason)));
                else if (reason.Length > LongestReason)
                    problems.Add(new RuleViolation("reason.long", $"Shorten the reason to {LongestReason:N0} characters.", nameof(input.Reason)));
                if (problems.Count > 0) throw RuleViolation.Of(problems);

                var now = clock.GetUtcNow();
                request.Add(new FurtherLaw(input.Instrument!, reason, actor, now));
                request.Recalculate(law, now);
                audit.Record(new LawAdded(input.Instrument!, reason) { RequestId = request.Id }, actor);
            },
            ct);
    }
}
