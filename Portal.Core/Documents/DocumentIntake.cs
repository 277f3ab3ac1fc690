using System.Collections.Immutable;
using Portal.Core.Access;
using Portal.Core.Documents.Intake;
using Portal.Core.Documents.Pictures;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Documents;

/// <param name="FileName">As the sender calls it; only ever shown.</param>
/// <param name="File">Read once, forwards, and no further than the limit. The caller disposes of it.</param>
public sealed record UploadedPdf(string? FileName, Stream File)
{
    internal string Name => DocumentName.ForDisplay(FileName);
}

/// <summary>What came of some uploads.</summary>
/// <param name="Refusal">Of the first that cannot be taken; to be thrown where the refusal is recorded. Then there are no documents.</param>
internal sealed record TakenIn(ImmutableArray<OrderDocument> Documents, RuleViolation? Refusal);

/// <summary>
/// The way of every upload: encrypted before it touches a disk, judged by its content, drawn as pictures in a sandbox. What is refused, or
/// not kept in the end, is deleted.
/// </summary>
public sealed class DocumentIntake(IBlobStore blobs, PageRenderer renderer, TimeProvider clock, IMalwareScanner? scanner = null)
{
    /// <summary>Documents with one letter or message.</summary>
    public const int MostEnclosures = 5;

    /// <param name="keep">Enters what was taken in, in a transaction, or throws the refusal in it. It runs outside any: drawing takes seconds.</param>
    internal async Task<T> TakeInAsync<T>(Guid requestId, DocumentPurpose purpose, IReadOnlyList<UploadedPdf> files, Actor actor, Func<TakenIn, Task<T>> keep, CancellationToken ct)
    {
        var kept = new List<string>();
        var keeping = false;
        try
        {
            var documents = ImmutableArray.CreateBuilder<OrderDocument>();
            RuleViolation? refusal = null;
            foreach (var file in files)
            {
                (var document, refusal) = await TakeInAsync(requestId, purpose, file.Name, file.File, actor, kept, ct);
                if (refusal is not null) break;
                documents.Add(document!);
            }
            keeping = true;
            return await keep(new TakenIn(refusal is null ? documents.ToImmutable() : [], refusal));
        }
        catch (Exception failure) when (!keeping || failure is RuleViolation or PermissionDenied or NotVisible)
        {
            // Not where the database failed: a commit whose answer was lost may have kept the row that names these.
            foreach (var key in kept) await blobs.DeleteAsync(key, CancellationToken.None);
            throw;
        }
    }

    private async Task<(OrderDocument? Document, RuleViolation? Refusal)> TakeInAsync(Guid requestId, DocumentPurpose purpose, string name, Stream file, Actor actor, List<string> kept, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (await StoreAsync(id, file, ct) is not { } original) return (null, UploadRefusal.TooLarge(name));
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
            id, requestId, purpose, name, original.Length, original.Sha256, original.Key, pages, rendered.Problem, scan, actor.PersonId, actor.Name, clock.GetUtcNow());
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
            if (length > AttachOrder.LongestDocument) return null;
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
