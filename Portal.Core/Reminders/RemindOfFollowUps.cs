using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>Reminds agencies of the legal process they owe after an emergency, and staff where it has not come. Run by the worker as often as it likes.</summary>
public sealed class RemindOfFollowUps(PortalDb db, MailQueue mails, ReminderBook book, TimeProvider clock)
{
    /// <returns>How many reminders were sent.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var (from, until) = (now.AddDays(-ReminderTimes.DaysOfAFollowUp), now + ReminderTimes.BeforeAFollowUp);
        var owed = await Owed().AsNoTracking()
            .Where(f => f.DueAt >= from && f.DueAt <= until)
            .OrderBy(f => f.DueAt)
            .Select(f => new { f.RequestId, f.Reference, f.DueAt })
            .ToListAsync(ct);
        var sent = 0;
        foreach (var followUp in owed)
        {
            if (ReminderTimes.StageOf(followUp.DueAt, ReminderTimes.BeforeAFollowUp, now) is not { } stage) continue;
            var due = new ReminderDue(ReminderMatter.FollowUp, followUp.RequestId, followUp.RequestId, followUp.Reference, followUp.DueAt, stage.Stage, stage.Day);
            if (await book.TellOnceAsync(due, actor, () => TellAsync(due, actor, ct), ct)) sent++;
        }
        return sent;
    }

    /// <summary>What has been named in time waits for staff, and nobody is reminded of it.</summary>
    private IQueryable<EmergencyFollowUp> Owed() => db.FollowUps.Where(f => f.Status != FollowUpStatus.Confirmed && f.ProcessNamedAt == null);

    private async Task<bool> TellAsync(ReminderDue due, Actor actor, CancellationToken ct)
    {
        if (!await Owed().AnyAsync(f => f.RequestId == due.SubjectId && f.DueAt == due.DueAt, ct)) return false;
        var request = await db.Requests.LoadAsync(due.SubjectId, actor, ct);
        var when = MailDue.Again(due.DueAt);
        var overdue = due.Stage == ReminderStage.Overdue;
        if (overdue)
        {
            await mails.ToOnCallAsync(request, MailKind.ClockOverdue, when, ct);
            if (request.AssignedToId is not null) await mails.ToLegalStaffAsync(request, MailKind.ClockOverdue, when, ct);
        }
        // The agency hears once that it is flagged; after that it is staff who ask.
        if (due.Day == 0)
        {
            var kind = overdue ? MailKind.FollowUpOverdue : MailKind.FollowUpDue;
            await mails.ToOfficerAsync(request, kind, when, ct);
            await mails.ToSupervisorsAsync(request, kind, when, ct);
        }
        return true;
    }
}
