using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Requests;
using Portal.Core.Storage;

namespace Portal.Core.Documents;

/// <summary>A document is there for whoever sees its request. Every load goes through here.</summary>
public static class DocumentVisibility
{
    /// <summary>The documents of the requests that an actor sees.</summary>
    public static IQueryable<OrderDocument> DocumentsVisibleTo(this PortalDb db, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(db);
        var requests = db.Requests.VisibleTo(actor).Select(r => r.Id);
        // What somebody has laid beside a letter that is not sent yet is theirs alone.
        var own = actor.PersonId;
        return db.Documents.Where(d => requests.Contains(d.RequestId) && (d.Purpose == DocumentPurpose.Order || d.CorrespondenceId != null || d.UploadedById == own));
    }

    /// <summary>What the request itself came with: enclosures of letters are not among it.</summary>
    internal static IQueryable<OrderDocument> OrdersOf(this PortalDb db, Guid requestId) =>
        db.Documents.Where(d => d.RequestId == requestId && d.Purpose == DocumentPurpose.Order);

    /// <exception cref="NotVisible">It does not exist for this actor.</exception>
    public static async Task<OrderDocument> LoadDocumentAsync(this PortalDb db, Guid documentId, Actor actor, CancellationToken ct) =>
        await db.DocumentsVisibleTo(actor).FirstOrDefaultAsync(d => d.Id == documentId, ct) ?? throw new NotVisible("document");
}
