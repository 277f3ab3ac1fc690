using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>A person has seen a reminder. It stays on the desks of the others, and the next one about the same date comes up again.</summary>
public sealed class PutReminderAway(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <exception cref="NotVisible">There is no such reminder for this actor.</exception>
    public Task ExecuteAsync(Guid reminderId, Actor actor, CancellationToken ct) => unit.RunAsync(
        actor,
        requestId: null,
        "put a reminder away",
        async () =>
        {
            ArgumentNullException.ThrowIfNull(actor);
            actor.Demand(Permission.ViewCasework);
            var reminder = await db.Reminders.AsNoTracking().FirstOrDefaultAsync(r => r.Id == reminderId, ct) ?? throw new NotVisible("reminder");
            if (!await db.Requests.VisibleTo(actor).AnyAsync(r => r.Id == reminder.SubjectId, ct)) throw new NotVisible("reminder");
            // Pressed twice, it is away all the same.
            if (await db.SeenReminders.AnyAsync(s => s.ReminderId == reminderId && s.PersonId == actor.PersonId, ct)) return;
            db.SeenReminders.Add(new SeenReminder(reminderId, actor.PersonId, clock.GetUtcNow()));
            audit.Record(new ReminderPutAway(reminder.Id, reminder.Matter, reminder.Reference) { RequestId = reminder.SubjectId }, actor);
        },
        ct);
}
