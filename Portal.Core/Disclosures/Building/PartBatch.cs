using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Storage;
using Portal.Core.Storage.Blobs;

namespace Portal.Core.Disclosures.Building;

/// <summary>
/// The files one stage writes. They count from the moment their rows are committed; what was written and never committed is
/// deleted again when the batch is disposed of.
/// </summary>
internal sealed class PartBatch(Guid disclosureId, PackageParts parts) : IAsyncDisposable
{
    private readonly List<PackagePart> written = [];
    private bool kept;

    public IReadOnlyList<PackagePart> Written => written;

    /// <exception cref="BlobStorageException">The store cannot be written to.</exception>
    public async Task<PackagePart> WriteAsync(string path, Func<Stream, Task> write, CancellationToken ct)
    {
        await using var blob = await parts.Blobs.CreateAsync(PackagePart.ContextOf(disclosureId, path), ct);
        await write(blob);
        var reference = await blob.CompleteAsync(ct);
        var part = new PackagePart { DisclosureId = disclosureId, Path = path, BlobKey = reference.Key, Bytes = reference.Length, Sha256 = reference.Sha256 };
        written.Add(part);
        return part;
    }

    public Task<PackagePart> WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        WriteAsync(path, output => output.WriteAsync(content, ct).AsTask(), ct);

    /// <summary>Enters the rows; called within the commit that ends the stage.</summary>
    public void Enter() => parts.Db.Parts.AddRange(written);

    /// <summary>Called when that commit has returned.</summary>
    public void Keep() => kept = true;

    public async ValueTask DisposeAsync()
    {
        if (kept || written.Count == 0) return;
        // A commit that failed may yet have happened: only what no row names is deleted.
        await using var scope = parts.Scopes.CreateAsyncScope();
        var fresh = scope.ServiceProvider.GetRequiredService<PortalDb>();
        foreach (var part in written)
            await OrphanBlobs.DiscardAsync(parts.Blobs, part.BlobKey, () => fresh.Parts.AnyAsync(p => p.BlobKey == part.BlobKey));
    }
}

/// <summary>Deletes a blob that was written and then not entered anywhere.</summary>
internal static class OrphanBlobs
{
    public static async Task DiscardAsync(IBlobStore blobs, string key, Func<Task<bool>> isNamed)
    {
        try
        {
            if (!await isNamed()) await blobs.DeleteAsync(key, CancellationToken.None);
        }
        catch (Exception)
        {
            // The failure that brought us here is on its way up and must not be hidden by this one. An orphan is unreadable
            // without its key's context and costs only space.
        }
    }
}
