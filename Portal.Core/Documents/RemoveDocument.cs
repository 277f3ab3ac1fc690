using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Documents;

/// <summary>Takes a document out of a draft and deletes it. Once the request is submitted, what it came with stays.</summary>
public sealed class RemoveDocument(PortalDb db, UnitOfWork unit, AuditTrail audit, IBlobStore blobs)
{
    /// <exception cref="RuleViolation">The request is no longer a draft.</exception>
    public async Task ExecuteAsync(Guid requestId, Guid documentId, Actor actor, CancellationToken ct)
    {
        var removed = await unit.RunAsync(
            actor,
            requestId,
            "remove a document",
            async () =>
            {
                actor.Demand(Permission.FileRequest);
                var request = await db.Requests.LoadAsync(requestId, actor, ct);
                request.DemandFiler(actor);
                var document = await db.LoadDocumentAsync(documentId, actor, ct);
                if (document.RequestId != request.Id) throw new NotVisible("document");
                if (!request.IsEditable)
                    throw new RuleViolation("document.filed", "The request has been submitted: its documents stay with it. Withdraw the request and file a new one, or write to the reviewer.");
                db.Documents.Remove(document);
                // The request changes with its documents: whoever submits it at this moment must look again.
                db.Entry(request).Property(r => r.Version).CurrentValue = Guid.NewGuid();
                audit.Record(new DocumentRemoved(document.Id, document.FileName, document.Sha256) { RequestId = request.Id }, actor);
                return document;
            },
            ct);
        // After the commit: a row without its file would be worse than an encrypted file without its row.
        await blobs.DeleteAsync(removed.BlobKey, CancellationToken.None);
        foreach (var page in removed.Pages) await blobs.DeleteAsync(page.BlobKey, CancellationToken.None);
    }
}
