using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Emergencies;
using Portal.Core.Notices;
using Portal.Core.Preservation;
using Portal.Core.Storage;

namespace Portal.Core.Desk;

/// <summary>What the other desks ask of the reader: emergencies' follow-ups, preservations, notices.</summary>
public sealed class OtherDeskCounts(PortalDb db, NoticeDeskQuery notices, TimeProvider clock)
{
    public async Task<IReadOnlyList<DeskCount>> OfAsync(Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var now = clock.GetUtcNow();
        var counts = new List<DeskCount>();
        if (actor.Can(Permission.TriageRequest))
            counts.Add(new(DeskMatter.ProcessOverdue, await db.FollowUps.CountAsync(f => f.Status != FollowUpStatus.Confirmed && f.DueAt < now, ct)));
        if (actor.Can(Permission.DecidePreservation))
            counts.Add(new(DeskMatter.PreservationsToDecide, await db.Preservations.CountAsync(p => p.Status == PreservationStatus.Received, ct)));
        if (actor.Can(Permission.DecideNotice))
            counts.Add(new(DeskMatter.NoticeAlarms, (await notices.ExecuteAsync(actor, ct)).Alarms.Length));
        return counts;
    }
}
