using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Documents;

/// <summary>The picture of one page. Looking at a document is recorded once in ten minutes for each person, not once a page.</summary>
public sealed class OpenDocumentPage(PortalDb db, UnitOfWork unit, AuditTrail audit, IBlobStore blobs, TimeProvider clock)
{
    private static readonly TimeSpan OneLook = TimeSpan.FromMinutes(10);

    /// <param name="Png">Seekable, decrypted as it is read. The caller disposes of it.</param>
    public sealed record Result(Stream Png, DocumentPage Page);

    /// <exception cref="NotVisible">There is no such page for this actor.</exception>
    /// <exception cref="BlobTamperedException">The stored picture is not what was drawn.</exception>
    public async Task<Result> ExecuteAsync(Guid requestId, Guid documentId, int page, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var document = await db.DocumentsVisibleTo(actor).AsNoTracking().FirstOrDefaultAsync(d => d.Id == documentId && d.RequestId == requestId, ct);
        if (PageOf(document, page) is not { } picture || !await IsRecordedAsync(document!, actor, ct))
        {
            picture = await unit.RunAsync(
                actor,
                requestId,
                "look at a document",
                () =>
                {
                    var found = PageOf(document, page) ?? throw new NotVisible("page of a document");
                    audit.Record(new DocumentViewed(document!.Id, document.FileName, DocumentView.Pages) { RequestId = requestId }, actor);
                    return Task.FromResult(found);
                },
                ct);
        }
        var png = await blobs.OpenReadAsync(picture.BlobKey, OrderDocument.PageBlobContext(document!.Id, picture.Number), ct);
        return new Result(png, picture);
    }

    private static DocumentPage? PageOf(OrderDocument? document, int number) => document?.Pages.FirstOrDefault(p => p.Number == number);

    private async Task<bool> IsRecordedAsync(OrderDocument document, Actor actor, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - OneLook;
        var name = AuditEvent.NameOf(typeof(DocumentViewed));
        var looks = await db.AuditEntries
            .Where(a => a.RequestId == document.RequestId && a.ActorId == actor.PersonId && a.Name == name && a.At > since)
            .Select(a => a.Canonical)
            .ToListAsync(ct);
        return looks.Exists(entry => IsLookAtPages(entry, document.Id));
    }

    private static bool IsLookAtPages(byte[] canonical, Guid documentId)
    {
        using var entry = JsonDocument.Parse(canonical);
        var what = entry.RootElement.GetProperty("what");
        return what.GetProperty("documentId").GetGuid() == documentId && what.GetProperty("view").GetString() == nameof(DocumentView.Pages);
    }
}
