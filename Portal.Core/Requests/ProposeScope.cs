using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.EuEvidence;
using Portal.Core.Legal;
using Portal.Core.Notices;
using Portal.Core.Notifications;
using Portal.Core.Scopes;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>A reviewer proposes what of the order may be disclosed, with the counts it is proposed on.</summary>
public sealed class ProposeScope(PortalDb db, UnitOfWork unit, AuditTrail audit, CountScope counts, RequestLaw law, SettleNotice notice, MailQueue mails, TimeProvider clock)
{
    /// <param name="Cuts">Per line, in order; a line that is not named stands as the order asks.</param>
    /// <param name="ThirdParties">For every line with content, whose messages beside the account's own leave, and why.</param>
    public sealed record Input(Guid RequestId, IReadOnlyList<LineCuts> Cuts, IReadOnlyList<ThirdPartyDecision> ThirdParties);

    /// <exception cref="RuleViolation">
    /// A target is not resolved, a cut lacks its reason, a line stands that the instrument cannot compel, nobody has decided on the
    /// third parties of a line with content, or nothing is left.
    /// </exception>
    public async Task<Guid> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        // Counted before the transaction: the archive may be slow, and the proposal states the mark it was counted under.
        var counted = await counts.CountAsync(input.RequestId, input.Cuts, actor, record: false, ct);
        return await unit.RunAsync(
            actor,
            input.RequestId,
            "propose the scope",
            async () =>
            {
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                InstrumentSteps.Demand(law.RuleOf(request), RequestAction.ProposeScope);
                var minimum = law.RuleOf(request).Minimum is null ? null : await db.ScopeDrafts.Where(d => d.RequestId == request.Id).Select(d => d.Minimum).FirstOrDefaultAsync(ct);
                DemandSound(request, counted, minimum, input.ThirdParties);
                await db.DemandNarrowedAsync(request, counted.Lines, ct);
                var now = clock.GetUtcNow();
                await notice.ProposeAsync(request, actor, now, ct);
                var number = db.ScopeProposals.Count(p => p.RequestId == request.Id) + 1;
                var proposal = new ScopeProposal(request.Id, number, counted.Lines, counted.Counts, counted.Mark.Sequence, actor, now)
                {
                    Minimum = minimum,
                    ThirdParties = [.. ThirdPartyRules.Standing(counted.Lines, input.ThirdParties)],
                };
                db.ScopeProposals.Add(proposal);
                audit.Record(new ScopeProposed(proposal.Id, number, counted.Lines, counted.Counts) { ThirdParties = proposal.ThirdParties, RequestId = request.Id }, actor);
                audit.Record(request.Apply(RequestAction.ProposeScope, actor, now), actor);
                await mails.ToApproversAsync(request, MailKind.SecondPersonNeeded, request.RespondBy is { } due ? MailDue.When(due) : null, ct);
                return proposal.Id;
            },
            ct);
    }

    private void DemandSound(LegalRequest request, CountScope.Result counted, string? minimum, IReadOnlyList<ThirdPartyDecision> thirdParties)
    {
        var problems = new List<RuleViolation>();
        if (request.Targets.All(t => t.Resolution != TargetResolution.Resolved))
            problems.Add(new RuleViolation("scope.no-target", "No target has been found in the archive. Look the targets up, ask the agency, or reject the request."));
        if (law.NeedsCoSignature(request) && request.CoSignedAt is null)
            problems.Add(new RuleViolation("emergency.not-co-signed", "An emergency needs the co-signature of a supervisor of the agency. Ask the agency for it."));
        if (law.RuleOf(request).Minimum is not null && minimum is null)
            problems.Add(new RuleViolation("minimum.missing", "Say why nothing less than this scope would meet the danger. Nothing compels an emergency disclosure, so it carries its own reason."));
        foreach (var line in counted.Lines)
        {
            foreach (var cut in line.Cuts)
            {
                if (ScopeCut.WhyNotOf(cut.Kind, line.Requested) is { } why)
                    problems.Add(new RuleViolation("cut.counterparty-of-conversation", $"Line {line.LineId}: {why}", line.LineId));
                if (!law.IsCutReason(request, cut.ReasonCode))
                    problems.Add(new RuleViolation("cut.reason", $"Choose a reason for each cut of line {line.LineId}.", line.LineId));
                else if (string.IsNullOrWhiteSpace(cut.Note))
                    problems.Add(new RuleViolation("cut.note", $"Say in a sentence why line {line.LineId} is cut; the agency will read it.", line.LineId));
            }
            if (line.Authorised() is { } authorised && !law.MayDisclose(request, authorised.Category))
                problems.Add(new RuleViolation("category.not-compellable", $"Line {line.LineId} asks for {DataCategories.Name(authorised.Category)}, which this instrument cannot compel. Cut the whole line.", line.LineId));
            if (line.Authorised() is { } standing && request.Lines.Single(l => l.LineId == line.LineId) is var asked
                && law.Authority(request, asked.Zone) is { } authority && !authority.Contains(standing.Window))
                problems.Add(new RuleViolation("window.outruns-authority", $"Line {line.LineId} goes beyond the days the order covers. Cut its window to {authority.StartUtc:yyyy-MM-dd HH:mm} to {authority.EndUtc:yyyy-MM-dd HH:mm} UTC.", line.LineId));
        }
        problems.AddRange(ThirdPartyRules.Problems(counted.Lines, thirdParties, law.CounterpartyReasons(request)));
        if (problems.Count == 0 && counted.Lines.All(l => l.Authorised() is null))
            problems.Add(new RuleViolation("scope.empty", "Nothing is left to disclose. Reject the request instead, with the reasons."));
        if (problems.Count > 0) throw RuleViolation.Of(problems);
    }
}
