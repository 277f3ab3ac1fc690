using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Notices;

/// <summary>The reviewer decides about notice while the scope is drafted. It goes to the second person with the proposal.</summary>
public sealed class DecideNotice(PortalDb db, UnitOfWork unit, AuditTrail audit, RequestLaw law, TimeProvider clock)
{
    /// <summary>Days after which a danger or a statute's bar is looked at again at the latest.</summary>
    public const int LongestBar = 90;

    /// <summary>Days after which it is looked at again where nobody says when.</summary>
    public const int UsualBar = 30;

    /// <param name="ReviewOn">For <see cref="NoticeOutcome.Barred"/>; in the authority's zone.</param>
    /// <param name="Unnamed">The notice must name neither the agency nor the order.</param>
    public sealed record Input(Guid RequestId, NoticeOutcome? Outcome, string? Words, DateOnly? ReviewOn, bool Unnamed);

    /// <exception cref="RuleViolation">The rule book's policy does not offer it, or words or a day are missing.</exception>
    public Task ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        return unit.RunAsync(
            actor,
            input.RequestId,
            "decide about notice",
            async () =>
            {
                actor.Demand(Permission.DecideNotice);
                var request = await db.Requests.LoadAsync(input.RequestId, actor, ct);
                if (request.Status != RequestStatus.UnderReview)
                    throw new RuleViolation("notice.not-now", "Notice is decided while the request is under review. A proposal that waits has to be returned first.");
                var now = clock.GetUtcNow();
                var choices = await ChoicesAsync(request, ct);
                var (outcome, words) = Read(input, choices, request, LocalDay.Today(request, now));
                var decision = await db.NoticeDecisions.FirstOrDefaultAsync(d => d.RequestId == request.Id, ct);
                if (decision is null) db.NoticeDecisions.Add(decision = new NoticeDecision(request.Id));
                decision.Decide(outcome, words, outcome == NoticeOutcome.Barred ? input.ReviewOn ?? LocalDay.Today(request, now).AddDays(UsualBar) : null, input.Unnamed, actor, now);
                audit.Record(new NoticeDecided(decision.Outcome, decision.Words, decision.ReviewOn, decision.Unnamed) { RequestId = request.Id }, actor);
            },
            ct);
    }

    /// <summary>What the rule book offers for a request as it stands.</summary>
    internal async Task<NoticeChoices> ChoicesAsync(LegalRequest request, CancellationToken ct) =>
        NoticeChoices.For(law.RuleOf(request).Notice.Policy, await db.BarringAsync(request.Id, ct) is not null, law.IsEmergency(request));

    /// <exception cref="RuleViolation">No day, one in the past, or one too far ahead.</exception>
    internal static void DemandReviewDay(DateOnly? day, DateOnly today)
    {
        if (day is null || day <= today || day > today.AddDays(LongestBar))
            throw new RuleViolation("notice.review-day", $"Enter the day by which we look again: after today, and at most {LongestBar} days ahead.", nameof(Input.ReviewOn));
    }

    private (NoticeOutcome Outcome, string Words) Read(Input input, NoticeChoices choices, LegalRequest request, DateOnly today)
    {
        if (input.Outcome is not { } outcome || !choices.Offered.Contains(outcome))
            throw new RuleViolation("notice.outcome", "Choose what is to happen with the notice, among what is offered.", nameof(input.Outcome));
        var needsWords = choices.NeedsWords(outcome);
        if (outcome == NoticeOutcome.Barred && (needsWords || input.ReviewOn is not null)) DemandReviewDay(input.ReviewOn, today);
        var words = needsWords || !string.IsNullOrWhiteSpace(input.Words)
            ? NoticeQueries.DemandWords(input.Words, nameof(input.Words), "Say why in a sentence or two: the second person decides on these words.")
            : law.RuleOf(request).Notice.Statement.Words;
        return (outcome, words);
    }
}
