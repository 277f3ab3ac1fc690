using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Access;
using Portal.Core.Audit;
using Portal.Core.Documents.Intake;
using Portal.Core.Documents.Pictures;
using Portal.Core.Requests;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Documents;

/// <summary>
/// Takes in an order or another document as PDF: encrypted before it touches a disk, judged by its content, drawn as pictures in a
/// sandbox. What is refused is not kept.
/// </summary>
public sealed class AttachOrder(PortalDb db, UnitOfWork unit, AuditTrail audit, IBlobStore blobs, PageRenderer renderer, TimeProvider clock, IMalwareScanner? scanner = null)
{
    public const int MostDocuments = 10;

    /// <summary>Bytes: 25 MiB.</summary>
    public const int LongestDocument = 25 * 1024 * 1024;

    /// <param name="FileName">As the sender calls it; only ever shown.</param>
    /// <param name="File">Read once, forwards, and no further than the limit. The caller disposes of it.</param>
    public sealed record Input(Guid RequestId, string? FileName, Stream File);

    /// <returns>The document's id.</returns>
    /// <exception cref="RuleViolation">It is no usable PDF, too large or one too many, or the request takes none now.</exception>
    public async Task<Guid> ExecuteAsync(Input input, Actor actor, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(actor);
        var name = DocumentName.ForDisplay(input.FileName);
        var attempted = $"attach “{name}”";
        // Asked before a byte is read, and again when it is kept: the upload and the drawing run outside any transaction.
        await unit.RunAsync(actor, input.RequestId, attempted, () => DemandRoomAsync(input.RequestId, name, actor, ct), ct);

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var kept = new List<string>();
        var keeping = false;
        try
        {
            var (document, refusal) = await TakeInAsync(id, name, input, actor, kept, ct);
            keeping = true;
            await unit.RunAsync(
                actor,
                input.RequestId,
                attempted,
                async () =>
                {
                    if (refusal is not null) throw refusal;
                    await DemandRoomAsync(input.RequestId, name, actor, ct);
                    db.Documents.Add(document!);
                    audit.Record(
                        new DocumentAttached(id, name, document!.Length, document.Sha256, document.Pages.Length, document.PagesProblem, document.Scan) { RequestId = input.RequestId },
                        actor);
                },
                ct);
            return id;
        }
        catch (Exception failure) when (!keeping || failure is RuleViolation or PermissionDenied or NotVisible)
        {
            // Not where the database failed: a commit whose answer was lost may have kept the row that names these.
            foreach (var key in kept) await blobs.DeleteAsync(key, CancellationToken.None);
            throw;
        }
    }

    private async Task DemandRoomAsync(Guid requestId, string name, Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.FileRequest);
        var request = await db.Requests.LoadAsync(requestId, actor, ct);
        request.DemandFiler(actor);
        var appealed = await db.Appeals.AnyAsync(a => a.RequestId == requestId && a.Outcome == AppealOutcome.Pending, ct);
        if (request.Status is not (RequestStatus.Draft or RequestStatus.NeedsInfo) && !appealed)
        {
            throw new RuleViolation(
                "document.not-now",
                "Documents can be added while the request is a draft, while a question to you is open, or while an appeal waits. Write to the reviewer, who can ask you for the document.",
                nameof(Input.File));
        }
        if (await db.Documents.CountAsync(d => d.RequestId == requestId, ct) >= MostDocuments) throw UploadRefusal.TooMany(name);
    }

    private async Task<(OrderDocument? Document, RuleViolation? Refusal)> TakeInAsync(Guid id, string name, Input input, Actor actor, List<string> kept, CancellationToken ct)
    {
        if (await StoreAsync(id, input.File, ct) is not { } original) return (null, UploadRefusal.TooLarge(name));
        kept.Add(original.Key);
        if (original.Length == 0) return (null, UploadRefusal.Empty(name));

        // Read back from the store: this proves what was kept, and a slow sender holds no memory.
        var bytes = new byte[original.Length];
        await using (var stored = await blobs.OpenReadAsync(original.Key, OrderDocument.BlobContext(id), ct))
        {
            await stored.ReadExactlyAsync(bytes, ct);
        }
        if (Judge(name, bytes) is { } refusal) return (null, refusal);
        var (scan, finding) = await ScanAsync(name, bytes, ct);
        if (finding is not null) return (null, finding);

        var pictures = new List<(int Number, string Key, PngPicture Size)>();
        var rendered = await renderer.RenderAsync(
            bytes,
            async (number, png, size) =>
            {
                var key = await KeepPictureAsync(id, number, png, ct);
                kept.Add(key);
                pictures.Add((number, key, size));
            },
            ct);
        if (rendered.Unreadable) return (null, UploadRefusal.Of(name, PdfFault.Broken, UploadKind.Unknown));
        ImmutableArray<DocumentPage> pages =
        [
            .. pictures.Select(p => new DocumentPage(p.Number, p.Key, p.Size.Width, p.Size.Height, rendered.Texts.ElementAtOrDefault(p.Number - 1) ?? "")),
        ];
        var document = new OrderDocument(
            id, input.RequestId, name, original.Length, original.Sha256, original.Key, pages, rendered.Problem, scan, actor.PersonId, actor.Name, clock.GetUtcNow());
        return (document, null);
    }

    /// <summary>The upload in the store, or null (and nothing stored) where it is longer than a document may be.</summary>
    private async Task<BlobReference?> StoreAsync(Guid id, Stream upload, CancellationToken ct)
    {
        await using var blob = await blobs.CreateAsync(OrderDocument.BlobContext(id), ct);
        var buffer = new byte[64 * 1024];
        long length = 0;
        while (await upload.ReadAsync(buffer, ct) is > 0 and var read)
        {
            length += read;
            if (length > LongestDocument) return null;
            await blob.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return await blob.CompleteAsync(ct);
    }

    private async Task<string> KeepPictureAsync(Guid id, int page, ReadOnlyMemory<byte> png, CancellationToken ct)
    {
        await using var blob = await blobs.CreateAsync(OrderDocument.PageBlobContext(id, page), ct);
        await blob.WriteAsync(png, ct);
        return (await blob.CompleteAsync(ct)).Key;
    }

    private static RuleViolation? Judge(string name, byte[] bytes)
    {
        var kind = UploadKinds.Of(bytes);
        if (kind != UploadKind.Unknown) return UploadRefusal.NotPdf(name, kind);
        var fault = PdfStructure.Check(bytes);
        return fault == PdfFault.None ? null : UploadRefusal.Of(name, fault, kind);
    }

    private async Task<(ScanState Scan, RuleViolation? Refusal)> ScanAsync(string name, byte[] bytes, CancellationToken ct)
    {
        if (scanner is null) return (ScanState.Unscanned, null);
        try
        {
            using var content = new MemoryStream(bytes, writable: false);
            return await scanner.FindAsync(content, ct) is { } finding
                ? (ScanState.Refused, UploadRefusal.Malware(name, finding))
                : (ScanState.Clean, null);
        }
        catch (MalwareScanException)
        {
            return (ScanState.Unscanned, UploadRefusal.Unscannable(name));
        }
    }
}
