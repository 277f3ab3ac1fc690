using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>A reminder on a person's desk: of a date that still holds, and which they have not put away.</summary>
/// <param name="DueAt">UTC.</param>
/// <param name="Mine">The request is assigned to the reader.</param>
public sealed record DeskReminder(Guid Id, ReminderMatter Matter, Guid RequestId, string Reference, DateTimeOffset DueAt, ReminderStage Stage, bool Mine);

/// <summary>The reminders of a member of the legal staff: of their own requests and of those that are nobody's, the latest of each date.</summary>
public sealed class RemindersQuery(PortalDb db)
{
    /// <summary>More than these are no reminder any more: the queue shows them all.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<DeskReminder>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ViewCasework);
        var me = actor.PersonId;
        var open = ReviewGroups.Statuses(ReviewGroup.Open).ToArray();
        var ofRequests =
            from reminder in Unseen(me)
            join request in db.Requests.VisibleTo(actor) on reminder.SubjectId equals request.Id
            where open.Contains(request.Status) && (request.AssignedToId == null || request.AssignedToId == me)
                && (reminder.Matter == ReminderMatter.Respond
                    ? request.RespondBy == reminder.DueAt
                    : (reminder.Matter == ReminderMatter.Acknowledge || reminder.Matter == ReminderMatter.Triage) && request.AcknowledgeBy == reminder.DueAt)
            select new { reminder, request.AssignedToId };
        var ofFollowUps =
            from reminder in Unseen(me)
            join request in db.Requests.VisibleTo(actor) on reminder.SubjectId equals request.Id
            where reminder.Matter == ReminderMatter.FollowUp && reminder.Stage == ReminderStage.Overdue && (request.AssignedToId == null || request.AssignedToId == me)
                && db.FollowUps.Any(f => f.RequestId == request.Id && f.DueAt == reminder.DueAt && f.Status != FollowUpStatus.Confirmed && f.ProcessNamedAt == null)
            select new { reminder, request.AssignedToId };
        var found = (await ofRequests.OrderBy(x => x.reminder.DueAt).Take(Most).ToListAsync(ct))
            .Concat(await ofFollowUps.OrderBy(x => x.reminder.DueAt).Take(Most).ToListAsync(ct));
        return
        [
            .. found
                .Select(x => new DeskReminder(x.reminder.Id, x.reminder.Matter, x.reminder.SubjectId, x.reminder.Reference, x.reminder.DueAt, x.reminder.Stage, x.AssignedToId == me))
                .OrderBy(r => r.DueAt)
                .Take(Most),
        ];
    }

    /// <summary>Of every date the latest reminder, unless this person has put it away.</summary>
    private IQueryable<Reminder> Unseen(Guid personId) => db.Reminders.AsNoTracking().Where(r =>
        !db.Reminders.Any(later => later.SubjectId == r.SubjectId && later.Matter == r.Matter && later.DueAt == r.DueAt && later.SentAt > r.SentAt)
        && !db.SeenReminders.Any(s => s.ReminderId == r.Id && s.PersonId == personId));
}
