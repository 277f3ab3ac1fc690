using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Documents;

/// <summary>The original of a document, for staff to download; for the agency, what is enclosed in the correspondence. Every download is recorded before a byte is read.</summary>
public sealed class OpenDocument(PortalDb db, UnitOfWork unit, AuditTrail audit, IBlobStore blobs)
{
    /// <param name="Content">Seekable, decrypted as it is read. The caller disposes of it.</param>
    /// <param name="FileName">To be sent as an attachment, never shown in the browser.</param>
    public sealed record Result(Stream Content, string FileName, long Length, string Sha256);

    /// <exception cref="PermissionDenied">It is an order and the actor is not of the legal staff, or they are of neither side.</exception>
    /// <exception cref="NotVisible">There is no such document for this actor.</exception>
    /// <exception cref="BlobTamperedException">The stored file is not what was uploaded.</exception>
    public async Task<Result> ExecuteAsync(Guid requestId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var document = await unit.RunAsync(
            actor,
            requestId,
            "download a document",
            async () =>
            {
                if (!actor.Can(Permission.ViewCasework)) actor.Demand(Permission.ViewAgencyRequests);
                var found = await db.LoadDocumentAsync(documentId, actor, ct);
                if (found.RequestId != requestId) throw new NotVisible("document");
                if (found.Purpose == DocumentPurpose.Order) actor.Demand(Permission.ViewCasework);
                audit.Record(new DocumentViewed(found.Id, found.FileName, DocumentView.Original) { RequestId = requestId }, actor);
                return found;
            },
            ct);
        var content = await blobs.OpenReadAsync(document.BlobKey, OrderDocument.BlobContext(document.Id), ct);
        return new Result(content, DocumentName.ForDownload(document.FileName), document.Length, document.Sha256);
    }
}
