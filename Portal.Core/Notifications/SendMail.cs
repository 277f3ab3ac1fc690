using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Notifications;

/// <summary>
/// Sends one mail. It may be asked for as often as anybody likes: a worker takes a lease on the row first, and a mail that is sent is never
/// sent again. Only a worker that dies between the server's yes and the commit leaves a mail that is sent twice, under one Message-ID.
/// </summary>
public sealed class SendMail(
    PortalDb db, UnitOfWork unit, AuditTrail audit, MailComposer composer, IMailSender sender, MailOptions options, IOptions<PortalOptions> portal, TimeProvider clock)
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    private static readonly Actor Itself = Actor.Worker("mail");

    /// <returns>The mail's state; null where there is nothing to do for this worker now.</returns>
    public async Task<MailState?> ExecuteAsync(Guid mailId, CancellationToken ct)
    {
        if (await MailLease.TakeAsync(db, mailId, clock.GetUtcNow(), ct) is not { } lease) return null;
        var mail = await db.Mails.AsNoTracking().SingleAsync(m => m.Id == mailId, ct);
        var (address, problem) = await TryAsync(mail, ct);
        return await unit.RunAsync(Itself, null, "enter how a mail went", () => EnterAsync(mailId, lease, address, problem, ct), ct);
    }

    private async Task<(string? Address, MailNotTakenException? Problem)> TryAsync(OutgoingMail mail, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == mail.PersonId, ct);
        if (person is not { Suspended: false })
            return (person?.Email, new MailNotTakenException("The person is suspended by now and gets no mail.", final: true));
        var zone = await db.Agencies.Where(a => a.Id == person.AgencyId).Select(a => a.Zone).FirstOrDefaultAsync(ct) ?? portal.Value.Company.Zone;
        var letter = composer.Compose(mail, zone);
        try
        {
            await sender.SendAsync(new MailMessage(mail.Id, person.Email, person.Name, letter.Subject, letter.PlainText, mail.CreatedAt), ct);
            return (person.Email, null);
        }
        catch (MailNotTakenException e)
        {
            return (person.Email, e);
        }
    }

    private async Task<MailState?> EnterAsync(Guid mailId, Guid lease, string? address, MailNotTakenException? problem, CancellationToken ct)
    {
        // Another worker has it now: it enters what comes of it.
        if (await db.Mails.FirstOrDefaultAsync(m => m.Id == mailId && m.Lease == lease, ct) is not { } mail) return null;
        var now = clock.GetUtcNow();
        var about = mail.Subject == MailSubject.Request ? mail.SubjectId : (Guid?)null;
        if (problem is null)
        {
            mail.Sent(address!, now);
            audit.Record(new MailSent(mail.Id, mail.Kind, address!, mail.Reference, mail.Attempts) { RequestId = about }, Itself);
        }
        else if (problem.Final || mail.Attempts >= options.MostAttempts)
        {
            mail.GiveUp(address, problem.Message, now);
            audit.Record(new MailFailed(mail.Id, mail.Kind, address, mail.Reference, mail.Attempts, problem.Message) { RequestId = about }, Itself);
        }
        else
        {
            mail.Failed(address, problem.Message, now + Waits[Math.Min(mail.Attempts, Waits.Length) - 1]);
        }
        return mail.State;
    }
}
