using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Legal;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// The agency takes single lines back before anything is approved. The reviewer's draft follows, a waiting proposal is overtaken,
/// and what the agency said stands among its letters.
/// </summary>
public sealed class WithdrawPart(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    private const int LongestReason = 1000;

    /// <param name="LineIds">Like <c>L2</c>. A target all of whose lines go goes with them.</param>
    public sealed record Input(Guid RequestId, IReadOnlyCollection<string> LineIds, string? Reason);

    /// <summary>Whether parts can be taken back in a status: submitted, and nothing approved.</summary>
    public static bool IsOpen(RequestStatus status) => status is RequestStatus.Submitted or RequestStatus.IdentityCheck or RequestStatus.FraudHold
        or RequestStatus.Triage or RequestStatus.NeedsInfo or RequestStatus.UnderReview or RequestStatus.ScopeProposed;

    /// <exception cref="RuleViolation">Something is approved already, nothing is chosen, or nothing would be left.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "withdraw a part of the request",
            async () =>
            {
                actor.Demand(Permission.WithdrawRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var gone = request.Lines.Where(l => input.LineIds.Contains(l.LineId)).OrderBy(l => l.Number).ToList();
                var reason = Demand(request, gone, input);
                var targets = request.Targets.ToDictionary(t => t.Id, t => t.Label);
                var what = gone.ConvertAll(l => new WithdrawnLine(l.LineId, targets[l.TargetId], l.Category, l.Window));
                var ids = gone.ConvertAll(l => l.LineId);
                var now = clock.GetUtcNow();
                request.TakeBack(ids);
                if (await db.ScopeDrafts.FirstOrDefaultAsync(d => d.RequestId == request.Id, ct) is { } draft) draft.Drop(ids, actor, now);
                audit.Record(new RequestPartWithdrawn(what, reason) { RequestId = request.Id }, actor);
                if (request.Status == RequestStatus.ScopeProposed)
                {
                    await db.ScopeProposals.OvertakePendingAsync(request.Id, actor, now, ct);
                    audit.Record(request.Apply(RequestAction.WithdrawPart, actor, now, reason), actor);
                }
                var list = string.Join("\n", what.Select(w => $"{w.LineId}: {DataCategories.Name(w.Category)} of {w.Target}"));
                db.Correspondence.Add(CorrespondenceItem.Reply(request.Id, $"{request.Reference}: withdrawn in part", $"{reason}\n\n{list}", actor, now));
            },
            ct);
    }

    private static string Demand(LegalRequest request, List<RequestedLine> gone, Input input)
    {
        if (!IsOpen(request.Status))
            throw new RuleViolation("withdraw-part.not-now", "Parts can be withdrawn after you have submitted and before anything is approved. Withdraw the whole request, or write to us.");
        var problems = new List<RuleViolation>();
        var reason = input.Reason?.Trim() ?? "";
        if (gone.Count == 0 || gone.Count != input.LineIds.Distinct(StringComparer.Ordinal).Count())
            problems.Add(new RuleViolation("withdraw-part.lines", "Choose the lines that you withdraw.", nameof(input.LineIds)));
        else if (gone.Count == request.Lines.Count)
            problems.Add(new RuleViolation("withdraw-part.all", "That is everything you asked for. Withdraw the whole request instead.", nameof(input.LineIds)));
        if (reason.Length is 0 or > LongestReason)
            problems.Add(new RuleViolation("reason.missing", $"Say why, in a sentence of at most {LongestReason:N0} characters that our legal staff may read.", nameof(input.Reason)));
        return problems.Count > 0 ? throw RuleViolation.Of(problems) : reason;
    }
}

/// <summary>A line that was taken back, as it stood.</summary>
public sealed record WithdrawnLine(string LineId, string Target, DataCategory Category, UtcWindow Window);

[AuditName("request.part-withdrawn")]
public sealed record RequestPartWithdrawn(IReadOnlyList<WithdrawnLine> Lines, string Reason) : AuditEvent
{
    public override string Sentence => $"Withdrew {string.Join(", ", Lines.Select(l => l.LineId))}: {Prose.Ended(Reason)}";
}
