using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Preservation;

/// <summary>Records that somebody of the staff reads a preservation: at most once in ten minutes for each person.</summary>
public sealed class RecordPreservationView(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    internal async Task ExecuteAsync(PreservationRequest preservation, Actor actor, CancellationToken ct)
    {
        var viewed = new PreservationViewed(preservation.Id, preservation.Reference);
        var since = clock.GetUtcNow() - OneLook;
        if (await db.AuditEntries.AnyAsync(a => a.ActorId == actor.PersonId && a.Name == viewed.Name && a.Sentence == viewed.Sentence && a.At > since, ct)) return;
        await unit.RunAsync(actor, requestId: null, "open a preservation", () =>
        {
            audit.Record(viewed, actor);
            return Task.CompletedTask;
        }, ct);
    }
}
