using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Archive;
using Portal.Core.Audit;
using Portal.Core.Legal;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// Asks the archive whom each target means, on the days of its windows. Two identifiers of one target must agree. What is
/// answered is ids and handles, never content.
/// </summary>
public sealed class ResolveTargets(PortalDb db, UnitOfWork unit, AuditTrail audit, IMessageArchive archive, RequestLaw law, TimeProvider clock)
{
    public async Task ExecuteAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        // The archive is asked before the transaction: a slow archive must not hold the database's write lock.
        var asked = await db.Requests.LoadAsync(requestId, actor, ct);
        var answers = new Dictionary<Guid, (TargetResolution Outcome, string? Id, string? Handle)>();
        foreach (var target in asked.Targets)
            answers[target.Id] = await ResolveAsync(target, [.. asked.Lines.Where(l => l.TargetId == target.Id).Select(l => l.Window)], ct);

        await unit.RunAsync(
            actor,
            requestId,
            "look up the targets",
            async () =>
            {
                actor.Demand(Permission.TriageRequest);
                var request = await db.Requests.LoadAsync(requestId, actor, ct);
                if (request.Status is not (RequestStatus.Triage or RequestStatus.UnderReview or RequestStatus.IdentityCheck))
                    throw new RuleViolation("targets.not-now", "Targets are looked up between the identity check and the proposal of a scope.");
                if (law.IsEmergency(request) && request.CallBacks.Count == 0)
                    throw new RuleViolation("emergency.call-back-first", $"Call the agency back at {request.Agency.PublishedTelephone} and record it before anything else. That holds for every emergency.");
                var now = clock.GetUtcNow();
                foreach (var target in request.Targets.Where(t => answers.ContainsKey(t.Id)))
                    target.Resolve(answers[target.Id].Outcome, answers[target.Id].Id, answers[target.Id].Handle, now);
                var found = EarlierMark.AccountsOf(request).ToList();
                var marked = (await db.EarlierMarks.Where(m => m.RequestId == requestId).ToListAsync(ct)).Where(EarlierMark.IsOfAccount).ToList();
                db.EarlierMarks.RemoveRange(marked.Where(m => found.All(f => f.Value != m.Value)));
                db.EarlierMarks.AddRange(found.Where(f => marked.All(m => m.Value != f.Value)));
                audit.Record(
                    new TargetsResolved([.. request.Targets.Select(t => new TargetResolvedTo(t.Number, t.Resolution, t.ResolvedId))]) { RequestId = request.Id },
                    actor);
            },
            ct);
    }

    private async Task<(TargetResolution Outcome, string? Id, string? Handle)> ResolveAsync(RequestTarget target, IReadOnlyList<UtcWindow> windows, CancellationToken ct)
    {
        var first = await OneAsync(target.Identifier, windows, ct);
        if (first.Outcome != TargetResolution.Resolved || target.Second is not { } second) return first;
        var other = await OneAsync(second, windows, ct);
        return other.Outcome switch
        {
            TargetResolution.Resolved when other.Id == first.Id => first,
            TargetResolution.Resolved => (TargetResolution.IdentifiersDisagree, null, null),
            _ => (other.Outcome, null, null),
        };
    }

    private async Task<(TargetResolution Outcome, string? Id, string? Handle)> OneAsync(AccountIdentifier identifier, IReadOnlyList<UtcWindow> windows, CancellationToken ct)
    {
        var answer = await archive.ResolveAcrossAsync(identifier, windows, ct);
        return answer.Outcome switch
        {
            ResolutionOutcome.Resolved => (TargetResolution.Resolved, answer.Id, answer.HandleThen),
            ResolutionOutcome.Ambiguous => (TargetResolution.Ambiguous, null, null),
            _ => (TargetResolution.Unknown, null, null),
        };
    }
}
