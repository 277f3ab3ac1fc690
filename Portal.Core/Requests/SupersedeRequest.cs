using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Correspondence;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>
/// A later request takes an earlier one's place: the earlier one ends, its waiting proposal with it, and the agency is told by
/// letter. Once extraction has been queued the transition table refuses it.
/// </summary>
public sealed class SupersedeRequest(PortalDb db, UnitOfWork unit, AuditTrail audit, PreviewLetter letters, TimeProvider clock)
{
    private static readonly RequestStatus[] BeforeAScope =
        [RequestStatus.Submitted, RequestStatus.IdentityCheck, RequestStatus.FraudHold, RequestStatus.Triage, RequestStatus.NeedsInfo, RequestStatus.UnderReview];

    /// <param name="EarlierId">The one that ends.</param>
    /// <param name="By">The reference of the one that takes its place, as people type it.</param>
    /// <param name="Words">Why; the agency reads it.</param>
    public sealed record Input(Guid EarlierId, string? By, string? Words);

    /// <exception cref="RuleViolation">There is no such later request of the agency, or the earlier one can no longer be stopped.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        return unit.RunAsync(
            actor,
            input.EarlierId,
            "supersede the request",
            async () =>
            {
                actor.Demand(Permission.CloseRequest);
                var earlier = await db.Requests.LoadAsync(input.EarlierId, actor, ct);
                var by = await ReplacementAsync(earlier, input.By?.Trim(), actor, ct);
                var words = LinkWords.Read(input.Words);
                var now = clock.GetUtcNow();
                var letter = await letters.ExecuteAsync(earlier.Id, new SupersededDraft(by.Reference!, words, now), actor, ct);
                audit.Record(earlier.Apply(RequestAction.Supersede, actor, now, $"{by.Reference} takes its place. {words}"), actor);
                await db.ScopeProposals.OvertakePendingAsync(earlier.Id, actor, now, ct);
                var link = await db.EarlierLinks.FirstOrDefaultAsync(l => l.RequestId == by.Id && l.EarlierId == earlier.Id && l.Kind == EarlierLinkKind.Replaces, ct);
                if (link is null) db.EarlierLinks.Add(link = new EarlierLink(by.Id, earlier.Id, EarlierLinkKind.Replaces, words, actor, now));
                link.Done(now);
                audit.Record(new RequestReplaced(earlier.Reference!, words) { RequestId = by.Id }, actor);
                await FollowAsync(earlier, by, actor, now, ct);
                db.Send(audit, earlier, letter.Letter, actor, now);
            },
            ct);
    }

    /// <summary>What is preserved for the earlier one is kept for the later one; not where that one's scope was counted without it.</summary>
    private async Task FollowAsync(LegalRequest earlier, LegalRequest by, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        if (!BeforeAScope.Contains(by.Status)) return;
        foreach (var preservation in await db.Preservations.Include(p => p.Agency).Where(p => p.LinkedRequestId == earlier.Id && p.Status == PreservationStatus.Linked).ToListAsync(ct))
        {
            preservation.Apply(PreservationAction.Follow, actor, now, linkTo: by.Id);
            audit.Record(new PreservationLinked(preservation.Id, preservation.Reference, by.Reference!) { RequestId = by.Id }, actor);
        }
    }

    private async Task<LegalRequest> ReplacementAsync(LegalRequest earlier, string? reference, Actor actor, CancellationToken ct)
    {
        var by = string.IsNullOrEmpty(reference) ? null : await db.Requests.VisibleTo(actor).FirstOrDefaultAsync(r => r.Reference == reference && r.AgencyId == earlier.AgencyId, ct);
        if (by is null || by.Id == earlier.Id)
            throw new RuleViolation("supersede.by", $"Enter the reference of another request of {earlier.Agency.Name}, like PR-2026-000123.", nameof(Input.By));
        if (by.SubmittedAt < earlier.SubmittedAt)
            throw new RuleViolation("supersede.order", $"{by.Reference} was filed before {earlier.Reference}. The later one takes the earlier one's place.", nameof(Input.By));
        if (RequestTransitions.IsFinal(by.Status))
            throw new RuleViolation("supersede.by-ended", $"{by.Reference} has ended itself: it is “{RequestWords.Of(by.Status)}”.", nameof(Input.By));
        return by;
    }
}

/// <summary>This request has taken an earlier one's place.</summary>
[AuditName("request.replaced-earlier")]
public sealed record RequestReplaced(string Earlier, string Words) : AuditEvent
{
    public override string Sentence => $"Took the place of {Earlier}: {Prose.Ended(Words)}";
}
