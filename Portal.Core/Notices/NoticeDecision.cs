using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Legal.Clocks;

namespace Portal.Core.Notices;

/// <summary>
/// The decision about notice that goes with a request's scope: taken by the reviewer, approved by the second person with the scope,
/// and what follows of it until the records may leave.
/// </summary>
public sealed class NoticeDecision
{
    private NoticeDecision()
    {
    }

    public NoticeDecision(Guid requestId) => RequestId = requestId;

    public Guid RequestId { get; private set; }

    public NoticeOutcome Outcome { get; private set; }

    /// <summary>Why, in the reviewer's words; where it follows from the rule book, the rule book's.</summary>
    public string Words { get; private set; } = "";

    /// <summary>For <see cref="NoticeOutcome.Barred"/>: the day by which we look again, in the authority's zone.</summary>
    public DateOnly? ReviewOn { get; private set; }

    /// <summary>The notice must name neither the agency nor the order.</summary>
    public bool Unnamed { get; private set; }

    public Guid DecidedById { get; private set; }

    public string DecidedByName { get; private set; } = "";

    public DateTimeOffset DecidedAt { get; private set; }

    public string? ApprovedByName { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>The last moment of the notice period, UTC; null where nothing waits.</summary>
    public DateTimeOffset? PeriodEndsAt { get; private set; }

    /// <summary>When the wait ends whatever else is open, UTC; null where no clock of the law runs.</summary>
    public DateTimeOffset? LatestAt { get; private set; }

    public ImmutableArray<DueDateStep> Steps { get; private set; } = [];

    /// <summary>The account holder has objected; UTC.</summary>
    public DateTimeOffset? ObjectedAt { get; private set; }

    public string? Objection { get; private set; }

    public string? ObjectionByName { get; private set; }

    public DateTimeOffset? ObjectionDecidedAt { get; private set; }

    public string? ObjectionAnswer { get; private set; }

    public string? ObjectionDecidedByName { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    /// <summary>Nothing is released while somebody has yet to decide on what the account holder says.</summary>
    public bool HasOpenObjection => ObjectedAt is not null && ObjectionDecidedAt is null;

    internal void Decide(NoticeOutcome outcome, string words, DateOnly? reviewOn, bool unnamed, Actor actor, DateTimeOffset now)
    {
        Outcome = outcome;
        Words = words;
        ReviewOn = reviewOn;
        Unnamed = unnamed;
        DecidedById = actor.PersonId;
        DecidedByName = actor.Name;
        DecidedAt = now;
        Touch();
    }

    internal void Approve(Actor actor, DateTimeOffset now, NoticePeriod? period)
    {
        ApprovedByName = actor.Name;
        ApprovedAt = now;
        PeriodEndsAt = period?.EndsAt;
        LatestAt = period?.LatestAt;
        Steps = period?.Steps ?? [];
        Touch();
    }

    /// <summary>A second person has looked at a danger again and bars the notice until another day.</summary>
    internal void BarUntil(DateOnly reviewOn, string words, Actor actor, DateTimeOffset now)
    {
        ReviewOn = reviewOn;
        Words = words;
        DecidedById = actor.PersonId;
        DecidedByName = actor.Name;
        DecidedAt = now;
        Touch();
    }

    internal void Object(string words, Actor actor, DateTimeOffset now)
    {
        if (HasOpenObjection)
            throw new RuleViolation("notice.objected-already", "An objection is recorded and waits for a decision. Add what is new as a note.", "Words");
        ObjectedAt = now;
        Objection = words;
        ObjectionByName = actor.Name;
        ObjectionDecidedAt = null;
        ObjectionAnswer = null;
        ObjectionDecidedByName = null;
        Touch();
    }

    internal void AnswerObjection(string words, Actor actor, DateTimeOffset now)
    {
        if (!HasOpenObjection)
            throw new RuleViolation("notice.no-objection", "No objection waits for a decision. Reload the page to see where the request stands.");
        ObjectionDecidedAt = now;
        ObjectionAnswer = words;
        ObjectionDecidedByName = actor.Name;
        Touch();
    }

    private void Touch() => Version = Guid.NewGuid();
}
