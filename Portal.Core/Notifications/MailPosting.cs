using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;
using Portal.Core.Storage.Outbox;

namespace Portal.Core.Notifications;

/// <summary>Who is written to.</summary>
internal sealed record MailRecipient(Guid PersonId, string Name, bool Staff);

/// <summary>Puts a mail into the transaction of what it tells of.</summary>
internal static class MailPosting
{
    /// <summary>The portal writes by itself: nobody's name stands under a mail.</summary>
    private static readonly Actor Itself = Actor.Worker("mail");

    /// <summary>In one transaction nobody is told the same thing twice.</summary>
    public static void Post(this PortalDb db, AuditTrail audit, MailAbout about, MailKind kind, MailRecipient to, MailDue? due, DateTimeOffset now)
    {
        if (db.ChangeTracker.Entries<OutgoingMail>().Any(e => e.State == EntityState.Added && e.Entity.Kind == kind && e.Entity.SubjectId == about.Id && e.Entity.PersonId == to.PersonId)) return;
        var mail = new OutgoingMail(kind, about, to.PersonId, to.Staff, due, now);
        db.Mails.Add(mail);
        db.Outbox.Add(new OutboxMessage { Kind = OutboxKind.SendMail, SubjectId = mail.Id, CreatedAt = now });
        audit.Record(
            new MailQueued(mail.Id, kind, to.PersonId, to.Name, about.Reference) { RequestId = about.Subject == MailSubject.Request ? about.Id : null },
            Itself);
    }
}
