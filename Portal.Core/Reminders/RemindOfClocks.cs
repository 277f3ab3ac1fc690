using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Legal.Clocks;
using Portal.Core.Notifications;
using Portal.Core.Requests;
using Portal.Core.Requests.Clocks;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>Reminds legal staff of the clocks of requests, before they run out and every day after. Run by the worker as often as it likes.</summary>
public sealed class RemindOfClocks(PortalDb db, RequestLaw law, MailQueue mails, ReminderBook book, TimeProvider clock)
{
    /// <returns>How many reminders were sent.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var sent = 0;
        foreach (var id in await UntoldAsync(now, ct))
        {
            var request = await db.Requests.AsNoTracking().LoadAsync(id, actor, ct);
            foreach (var due in DueOf(request, now))
            {
                if (await book.TellOnceAsync(due, actor, () => TellAsync(due, actor, ct), ct)) sent++;
            }
        }
        return sent;
    }

    /// <summary>Requests with a date that is near or past and of which the present stage has not been told: few, however many are overdue.</summary>
    private async Task<List<Guid>> UntoldAsync(DateTimeOffset now, CancellationToken ct)
    {
        var open = ReviewGroups.Statuses(ReviewGroup.Open).ToArray();
        var until = now + ReminderTimes.LongestOfClocks;
        var near = await db.Requests.AsNoTracking()
            .Where(r => r.Reference != null && open.Contains(r.Status) && (r.AcknowledgeBy <= until || r.RespondBy <= until))
            .Select(r => new { r.Id, r.AcknowledgeBy, r.RespondBy })
            .ToListAsync(ct);
        // Only the latest stage of a date is of interest, and none is older than the day before.
        var since = now.AddDays(-1) - ReminderTimes.LongestOfClocks;
        var told = (await db.Reminders.AsNoTracking().Where(r => r.SentAt >= since).Select(r => new { r.SubjectId, r.DueAt, r.Stage, r.Day }).ToListAsync(ct))
            .Select(r => (r.SubjectId, r.DueAt, r.Stage, r.Day))
            .ToHashSet();
        return [.. near.Where(r => IsUntold(r.Id, r.AcknowledgeBy) || IsUntold(r.Id, r.RespondBy)).Select(r => r.Id)];

        bool IsUntold(Guid id, DateTimeOffset? dueAt) =>
            dueAt is { } at && ReminderTimes.StageOf(at, ReminderTimes.LongestOfClocks, now) is { } stage && !told.Contains((id, at, stage.Stage, stage.Day));
    }

    private IEnumerable<ReminderDue> DueOf(LegalRequest request, DateTimeOffset now) =>
        from running in law.Clocks(request).All
        where running is { Counts: true, Standing: ClockStanding.Running or ClockStanding.Overdue }
        let matter = MatterOf(running.Kind)
        where matter is not null
        let dueAt = running.Due.Instant!.Value
        let stage = ReminderTimes.StageOf(dueAt, ReminderTimes.Before(running.Due.Clock), now)
        where stage is not null
        select new ReminderDue(matter.Value, request.Id, request.Id, request.Reference!, dueAt, stage.Value.Stage, stage.Value.Day);

    /// <summary>Emergencies are everybody's on call; the rest is the assigned person's, or of those who can take the next step.</summary>
    private async Task<bool> TellAsync(ReminderDue due, Actor actor, CancellationToken ct)
    {
        var request = await db.Requests.LoadAsync(due.SubjectId, actor, ct);
        if (!DueOf(request, clock.GetUtcNow()).Contains(due)) return false;
        var kind = due.Stage == ReminderStage.Overdue ? MailKind.ClockOverdue : MailKind.ClockDueSoon;
        var when = MailDue.Again(due.DueAt);
        if (law.IsEmergency(request)) await mails.ToOnCallAsync(request, kind, when, ct);
        if (request.AssignedToId is not null || !law.IsEmergency(request)) await mails.ToLegalStaffAsync(request, kind, when, ct);
        return true;
    }

    private static ReminderMatter? MatterOf(ClockKind kind) => kind switch
    {
        ClockKind.Acknowledge => ReminderMatter.Acknowledge,
        ClockKind.Triage => ReminderMatter.Triage,
        ClockKind.Respond => ReminderMatter.Respond,
        _ => null,
    };
}
