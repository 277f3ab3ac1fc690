using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;

namespace Portal.Core.Requests;

/// <summary>Records that somebody of the staff reads a request: at most once in ten minutes for each person and page.</summary>
public sealed class RecordRequestView(PortalDb db, UnitOfWork unit, AuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    /// <param name="page">Which page, in a word or two.</param>
    public async Task ExecuteAsync(Guid requestId, string reference, string page, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var viewed = new RequestViewed(reference, page) { RequestId = requestId };
        var since = clock.GetUtcNow() - OneLook;
        if (await db.AuditEntries.AnyAsync(a => a.RequestId == requestId && a.ActorId == actor.PersonId && a.Name == viewed.Name && a.Sentence == viewed.Sentence && a.At > since, ct)) return;
        await unit.RunAsync(
            actor,
            requestId,
            "open a request",
            () =>
            {
                audit.Record(viewed, actor);
                return Task.CompletedTask;
            },
            ct);
    }
}
