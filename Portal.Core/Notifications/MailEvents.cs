using Portal.Core.Audit;

namespace Portal.Core.Notifications;

[AuditName("mail.queued")]
public sealed record MailQueued(Guid MailId, MailKind Kind, Guid PersonId, string Recipient, string Reference) : AuditEvent
{
    public override string Sentence => $"Set out to mail {Recipient} about {Reference}: {MailKinds.Words(Kind)}.";
}

/// <param name="Address">Where the mail server took it for.</param>
[AuditName("mail.sent")]
public sealed record MailSent(Guid MailId, MailKind Kind, string Address, string Reference, int Attempts) : AuditEvent
{
    public override string Sentence => $"Mailed {Address} about {Reference}: {MailKinds.Words(Kind)}.";
}

[AuditName("mail.failed")]
public sealed record MailFailed(Guid MailId, MailKind Kind, string? Address, string Reference, int Attempts, string Problem) : AuditEvent
{
    public override string Sentence => $"Gave up mailing {Address ?? "somebody without an address"} about {Reference} ({MailKinds.Words(Kind)}): {Prose.Ended(Problem)}";
}
