using System.Globalization;
using Portal.Core.Audit;

namespace Portal.Core.Notices;

/// <summary>A non-disclosure order is stated by the agency: in the request's form, or with an upload of its own.</summary>
[AuditName("non-disclosure.stated")]
public sealed record NonDisclosureStated(Guid OrderId, string? Court, string? Law, string? Docket, DateOnly? EndsOn, Guid? DocumentId, Guid? RenewsId) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Stated a non-disclosure order {Docket} until {EndsOn:d MMMM yyyy}; it counts once staff have confirmed it.");
}

[AuditName("non-disclosure.confirmed")]
public sealed record NonDisclosureConfirmed(Guid OrderId, NonDisclosureParticulars Stated, NonDisclosureParticulars Confirmed, Guid DocumentId, string DocumentSha256, DateTimeOffset EndsAt, Guid? RenewsId) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Confirmed the non-disclosure order {Confirmed.Docket} of {Confirmed.Court} ({Confirmed.Law}) against its document: no notice until {Confirmed.EndsOn:d MMMM yyyy}.");
}

/// <summary>A row of the order's table was followed. <see cref="NonDisclosureOrder.Apply"/> alone makes one.</summary>
[AuditName("non-disclosure.moved")]
public sealed record NonDisclosureMoved(Guid OrderId, string? Docket, NonDisclosureAction Action, NonDisclosureStatus From, NonDisclosureStatus To, string? Reason) : AuditEvent
{
    public override string Sentence => Reason is null
        ? $"{NoticeWords.Done(Action)} the non-disclosure order {Docket}."
        : $"{NoticeWords.Done(Action)} the non-disclosure order {Docket}: {Prose.Ended(Reason)}";
}

[AuditName("notice.decided")]
public sealed record NoticeDecided(NoticeOutcome Outcome, string Words, DateOnly? ReviewOn, bool Unnamed) : AuditEvent
{
    public override string Sentence => $"Decided on the notice: {NoticeWords.Of(Outcome)}. {Prose.Ended(Words)}";
}

/// <summary>Approved by the second person, in the transaction in which the scope is.</summary>
[AuditName("notice.approved")]
public sealed record NoticeApproved(NoticeOutcome Outcome, string Words, Guid ProposalId, DateOnly? ReviewOn, DateTimeOffset? PeriodEndsAt, int Accounts) : AuditEvent
{
    public override string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"Approved with the scope what is decided on the notice to {Prose.Count(Accounts, "account")}: {NoticeWords.Of(Outcome)}. {Prose.Ended(Words)}");
}

[AuditName("notice.due")]
public sealed record NoticeFellDue(Guid NoticeId, string AccountId, string TemplateName, int TemplateVersion, string TemplateSha256, string TextSha256) : AuditEvent
{
    public override string Sentence => $"The notice to account {AccountId} fell due.";
}

[AuditName("notice.held-back")]
public sealed record NoticeHeldBack(Guid NoticeId, string AccountId, Guid OrderId, DateTimeOffset? Until) : AuditEvent
{
    public override string Sentence => Until is { } until
        ? $"Held back the notice to account {AccountId} for a non-disclosure order until {Prose.Utc(until)}."
        : $"Held back the notice to account {AccountId} for a non-disclosure order.";
}

[AuditName("notice.sent")]
public sealed record NoticeSent(Guid NoticeId, string AccountId, string DeliverySha256) : AuditEvent
{
    public override string Sentence => $"Sent the notice to account {AccountId}.";
}

[AuditName("notice.dropped")]
public sealed record NoticeDropped(Guid NoticeId, string AccountId, string Why) : AuditEvent
{
    public override string Sentence => $"Decided that no notice goes to account {AccountId}: {Prose.Ended(Why)}";
}

/// <summary>Somebody looked again at a notice that a danger or a statute bars.</summary>
[AuditName("notice.bar-reviewed")]
public sealed record NoticeBarReviewed(bool Lifted, DateOnly? From, DateOnly? To, string Words) : AuditEvent
{
    public override string Sentence => Lifted
        ? $"Found that nothing bars the notice any more: {Prose.Ended(Words)}"
        : string.Create(CultureInfo.InvariantCulture, $"Found that the notice is still barred, to be looked at again on {To:d MMMM yyyy}: {Prose.Ended(Words)}");
}

[AuditName("notice.objected")]
public sealed record NoticeObjected(string Words) : AuditEvent
{
    public override string Sentence => $"Recorded that the account holder objects; nothing is released before this is decided. {Prose.Ended(Words)}";
}

[AuditName("notice.objection-answered")]
public sealed record NoticeObjectionAnswered(string Words) : AuditEvent
{
    public override string Sentence => $"Decided on the account holder's objection, the request goes on: {Prose.Ended(Words)}";
}

[AuditName("notice.previewed")]
public sealed record NoticePreviewed(Guid NoticeId, string AccountId) : AuditEvent
{
    public override string Sentence => $"Looked at the notice to account {AccountId}.";
}
