using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.EuEvidence;

/// <summary>The enforcing authority raises no ground: its hold ends and the approved scope is queued at once.</summary>
public sealed class ClearHold(PortalDb db, UnitOfWork unit, AuditTrail audit, QueueDisclosure queue, TimeProvider clock)
{
    private const int Longest = 300;

    /// <param name="From">Name and post of who cleared it.</param>
    /// <param name="Reference">The authority's file number, or the message's.</param>
    public sealed record Input(Guid RequestId, string? From, string? Reference);

    /// <exception cref="RuleViolation">A field is missing, or no authority's hold is on.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "record the enforcing authority's clearance",
            async () =>
            {
                actor.Demand(Permission.ApproveScope);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (request.Status != RequestStatus.AuthorityHold)
                    throw new RuleViolation("hold.none", "No enforcing authority's hold is on. The request's page shows where it stands.");
                if (Problems(input).ToList() is { Count: > 0 } problems) throw RuleViolation.Of(problems);
                var answer = new EnforcingAnswer(request.Id, EnforcingAnswerKind.Cleared, input.From!.Trim(), input.Reference!.Trim(), [], null, actor, clock.GetUtcNow());
                db.EnforcingAnswers.Add(answer);
                audit.Record(new AuthorityCleared(answer.Id, answer.From, answer.Reference) { RequestId = request.Id }, actor);
                queue.Enter(request, await db.Scopes.StandingIdAsync(request.Id, ct), RequestAction.EndHold, actor, $"The enforcing authority cleared the order ({answer.Reference}).");
            },
            ct);
    }

    private static IEnumerable<RuleViolation> Problems(Input input)
    {
        if (string.IsNullOrWhiteSpace(input.From) || input.From.Length > Longest)
            yield return new RuleViolation("clearance.from", $"Enter who cleared the order, by name and post, in at most {Longest} characters.", nameof(input.From));
        if (string.IsNullOrWhiteSpace(input.Reference) || input.Reference.Length > Longest)
            yield return new RuleViolation("clearance.reference", $"Enter the authority's file number, or the message's, in at most {Longest} characters.", nameof(input.Reference));
    }
}
