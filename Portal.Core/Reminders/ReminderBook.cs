using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>Sends a reminder and enters it, in one transaction and once, however many workers look at the same date.</summary>
public sealed class ReminderBook(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    /// <param name="tell">Queues the mails; answers false where the date does not hold any more, and then nothing is entered.</param>
    /// <returns>Whether this call sent it.</returns>
    internal async Task<bool> TellOnceAsync(ReminderDue due, Actor actor, Func<Task<bool>> tell, CancellationToken ct)
    {
        if (await db.Reminders.AsNoTracking().AnyAsync(Same(due), ct)) return false;
        try
        {
            return await unit.RunAsync(
                actor,
                due.RequestId,
                "remind of a date",
                async () =>
                {
                    if (await db.Reminders.AnyAsync(Same(due), ct) || !await tell()) return false;
                    var reminder = new Reminder(due, clock.GetUtcNow());
                    db.Reminders.Add(reminder);
                    audit.Record(new ReminderSent(reminder.Id, due.Matter, due.Reference, due.DueAt, due.Stage, due.Day) { RequestId = due.RequestId }, actor);
                    return true;
                },
                ct);
        }
        catch (DbUpdateException)
        {
            // Where the server lets two transactions read at once, the unique index decides: the other worker was quicker.
            if (await db.Reminders.AsNoTracking().AnyAsync(Same(due), ct)) return false;
            throw;
        }
    }

    private static Expression<Func<Reminder, bool>> Same(ReminderDue due) =>
        r => r.SubjectId == due.SubjectId && r.Matter == due.Matter && r.DueAt == due.DueAt && r.Stage == due.Stage && r.Day == due.Day;
}
