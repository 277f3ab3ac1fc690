using Portal.Core.Access;

namespace Portal.Core.Notices;

/// <summary>
/// A court's order that bars us from telling an account holder of a request, until a day that it names. Its status is written by
/// <see cref="Apply"/> alone. What an officer wishes is no such order.
/// </summary>
public sealed class NonDisclosureOrder
{
    private NonDisclosureOrder()
    {
    }

    /// <summary>As the agency states it, or as staff are about to confirm it.</summary>
    /// <param name="documentId">The upload that states it; null while only the request's form does.</param>
    public NonDisclosureOrder(Guid requestId, NonDisclosureParticulars particulars, Guid? documentId, Guid? renewsId, Actor by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(by);
        Id = Guid.CreateVersion7(now);
        RequestId = requestId;
        Take(particulars, documentId);
        RenewsId = renewsId;
        StatedById = by.PersonId;
        StatedByName = by.Name;
        StatedAt = now;
    }

    public Guid Id { get; private set; }

    public Guid RequestId { get; private set; }

    public NonDisclosureStatus Status { get; private set; }

    public string? Court { get; private set; }

    public string? Judge { get; private set; }

    public string? Law { get; private set; }

    public string? Docket { get; private set; }

    public DateOnly? SignedOn { get; private set; }

    /// <summary>The last day it bars a notice, in the authority's zone.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>The upload that states it; never null once confirmed.</summary>
    public Guid? DocumentId { get; private set; }

    /// <summary>The order that this one prolongs; null where it is the first.</summary>
    public Guid? RenewsId { get; private set; }

    /// <summary>UTC: the start of the day of the rule book's alarm. Null until confirmed.</summary>
    public DateTimeOffset? AlarmAt { get; private set; }

    /// <summary>UTC: the first moment no longer barred, the end of the last day in the authority's zone. Null until confirmed.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    public Guid StatedById { get; private set; }

    public string StatedByName { get; private set; } = "";

    public DateTimeOffset StatedAt { get; private set; }

    public string? ConfirmedByName { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When it expired, was ended, renewed or declined; UTC.</summary>
    public DateTimeOffset? OverAt { get; private set; }

    /// <summary>Why it was declined or ended early.</summary>
    public string? OverReason { get; private set; }

    public string? OverByName { get; private set; }

    public Guid Version { get; private set; } = Guid.NewGuid();

    /// <summary>Confirmed and not over: no account holder of the request may be told.</summary>
    public bool Bars => Status is NonDisclosureStatus.Active or NonDisclosureStatus.Expiring;

    public bool AwaitsConfirmation => Status == NonDisclosureStatus.Stated;

    public NonDisclosureParticulars Particulars => new(Court, Judge, Law, Docket, SignedOn, EndsOn);

    /// <summary>Follows the table; nothing else writes the status.</summary>
    /// <exception cref="RuleViolation">The table has no such row, or a reason is missing.</exception>
    /// <exception cref="PermissionDenied">The actor does not hold the row's permission.</exception>
    public NonDisclosureMoved Apply(NonDisclosureAction action, Actor actor, DateTimeOffset now, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var row = NonDisclosureTransitions.Find(Status, action)
            ?? throw new RuleViolation("ndo.impossible", $"A non-disclosure order that is “{NoticeWords.Of(Status)}” cannot do this. Reload the page to see where it stands.");
        actor.Demand(row.Permission);
        if (row.NeedsReason && string.IsNullOrWhiteSpace(reason))
            throw new RuleViolation("reason.missing", "Say why, in a sentence that the other side may read.", "Reason");
        var from = Status;
        Status = row.To;
        if (row.To is not (NonDisclosureStatus.Active or NonDisclosureStatus.Expiring or NonDisclosureStatus.NoticeSent))
        {
            OverAt = now;
            OverByName = actor.Name;
            OverReason = row.NeedsReason ? reason!.Trim() : null;
        }
        Version = Guid.NewGuid();
        return new NonDisclosureMoved(Id, Docket, action, from, row.To, row.NeedsReason ? OverReason : null) { RequestId = RequestId };
    }

    /// <summary>Compared with its document, word by word: from now on it counts.</summary>
    internal NonDisclosureMoved Confirm(NonDisclosureParticulars read, Guid documentId, Guid? renewsId, NonDisclosureClock clock, Actor actor, DateTimeOffset now)
    {
        var moved = Apply(NonDisclosureAction.Confirm, actor, now);
        Take(read, documentId);
        RenewsId = renewsId;
        (AlarmAt, EndsAt) = (clock.AlarmAt, clock.EndsAt);
        ConfirmedByName = actor.Name;
        ConfirmedAt = now;
        return moved;
    }

    private void Take(NonDisclosureParticulars particulars, Guid? documentId)
    {
        ArgumentNullException.ThrowIfNull(particulars);
        Court = Trimmed(particulars.Court);
        Judge = Trimmed(particulars.Judge);
        Law = Trimmed(particulars.Law);
        Docket = Trimmed(particulars.Docket);
        SignedOn = particulars.SignedOn;
        EndsOn = particulars.EndsOn;
        DocumentId = documentId;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
