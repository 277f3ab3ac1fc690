using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Notifications;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Reminders;

/// <summary>Reminds officers of preservations that run out, while there is time to extend them or to send process. Run by the worker as often as it likes.</summary>
public sealed class RemindOfPreservations(PortalDb db, MailQueue mails, ReminderBook book, TimeProvider clock)
{
    /// <returns>How many reminders were sent.</returns>
    /// <exception cref="PermissionDenied">The actor is not the worker.</exception>
    public async Task<int> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.BuildPackage);
        var now = clock.GetUtcNow();
        var sent = 0;
        foreach (var (stage, before) in ReminderTimes.BeforeAPreservationEnds)
        {
            var until = now + before;
            var ending = await Kept().AsNoTracking()
                // Whoever has been told of a nearer stage needs no word of the one before.
                .Where(p => p.ExpiresAt > now && p.ExpiresAt <= until
                    && !db.Reminders.Any(r => r.SubjectId == p.Id && r.DueAt == p.ExpiresAt && (r.Stage == stage || r.Stage == ReminderStage.Soon)))
                .OrderBy(p => p.ExpiresAt)
                .ToListAsync(ct);
            foreach (var preservation in ending)
            {
                var due = new ReminderDue(ReminderMatter.Preservation, preservation.Id, null, preservation.Reference, preservation.ExpiresAt!.Value, stage);
                if (await book.TellOnceAsync(due, actor, () => TellAsync(due, preservation, ct), ct)) sent++;
            }
        }
        return sent;
    }

    private IQueryable<PreservationRequest> Kept() =>
        db.Preservations.Where(p => p.Status == PreservationStatus.Active || p.Status == PreservationStatus.Extended);

    private async Task<bool> TellAsync(ReminderDue due, PreservationRequest preservation, CancellationToken ct)
    {
        if (!await Kept().AnyAsync(p => p.Id == due.SubjectId && p.ExpiresAt == due.DueAt, ct)) return false;
        await mails.ToPersonAsync(preservation.OfficerId, MailAbout.Of(preservation), MailKind.PreservationExpiring, MailDue.Again(due.DueAt), ct);
        return true;
    }
}
