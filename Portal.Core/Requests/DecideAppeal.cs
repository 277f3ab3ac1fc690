using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.EuEvidence;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// Decides an appeal, by a person who took no part in what is appealed: the decision stands, or the request goes back to be
/// looked at again. Either way the agency gets the letter that was previewed.
/// </summary>
public sealed class DecideAppeal(PortalDb db, UnitOfWork unit, AuditTrail audit, AppealRights rights, PreviewLetter letters, RequestLaw law, TimeProvider clock)
{
    /// <param name="SeenSha256">Of the letter that was previewed.</param>
    public sealed record Input(Guid RequestId, AppealDecisionDraft Draft, string? SeenSha256);

    /// <exception cref="RuleViolation">No appeal waits, the actor took part in the decision, or the letter is not the one previewed.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "decide the appeal",
            async () =>
            {
                actor.Demand(Permission.RejectRequest);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                var appeal = await db.Appeals.FirstOrDefaultAsync(a => a.RequestId == request.Id && a.Outcome == AppealOutcome.Pending, ct)
                    ?? throw new RuleViolation("appeal.none", "No appeal waits for a decision on this request.");
                if (await rights.TookPartAsync(request, actor, ct))
                    throw new RuleViolation("second-person", "You took part in the decision that is appealed. A colleague who did not has to decide.");
                var now = clock.GetUtcNow();
                var letter = await letters.ComposeSeenAsync(request, input.Draft, input.SeenSha256, actor, ct);
                var allowed = input.Draft.Allowed!.Value;
                var words = input.Draft.Words!.Trim();
                appeal.Decide(allowed, words, actor, now);
                audit.Record(new AppealDecided(allowed, words) { RequestId = request.Id }, actor);
                if (allowed)
                {
                    await DemandNoStandingObjectionAsync(request, ct);
                    audit.Record(request.Apply(RequestAction.AllowAppeal, actor, now, words), actor);
                    request.Recalculate(law, now);
                }
                db.Send(audit, request, letter, actor, now);
            },
            ct);
    }

    /// <summary>Where an enforcing authority has objected to the whole order, it is that authority that can take it back, not we.</summary>
    private async Task DemandNoStandingObjectionAsync(LegalRequest request, CancellationToken ct)
    {
        var last = await db.EnforcingAnswers.AsNoTracking().Where(a => a.RequestId == request.Id).OrderByDescending(a => a.RecordedAt).FirstOrDefaultAsync(ct);
        if (last?.Kind == EnforcingAnswerKind.ObjectedWholly)
            throw new RuleViolation("appeal.authority-objects", "The enforcing authority objects to the whole order. The appeal cannot lift that; the issuing authority has to turn to it.", nameof(AppealDecisionDraft.Allowed));
    }
}
