using Portal.Core.Storage.Blobs;
using Portal.Core.Storage.Keys;

namespace Portal.Tests.Core.Storage;

/// <summary>A folder of its own for keys and blobs, gone afterwards.</summary>
internal sealed class StorageFolder : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("portal-storage-").FullName;

    public string Keys => Path.Combine(Folder, "keys");

    public string Blobs => Path.Combine(Folder, "blobs");

    public FileKeyVault Vault() => FileKeyVault.Open(KeyFolder());

    public KeyFolder KeyFolder(bool create = true) => new(new KeyFolderOptions { Folder = Keys, CreateMissing = create });

    public LocalBlobStore Store() => new(new LocalBlobStoreOptions { Folder = Blobs }, Vault());

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
