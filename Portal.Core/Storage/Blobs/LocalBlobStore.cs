using System.Buffers;
using System.Security.Cryptography;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Storage.Blobs;

public sealed class LocalBlobStoreOptions
{
    /// <summary>A folder on a local disk. Unfinished blobs lie in <c>incoming</c> below it, so that finishing is one rename.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>Blobs as encrypted files in a folder: <c>ab/ab12….blob</c>.</summary>
public sealed class LocalBlobStore : IBlobStore
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string folder;
    private readonly string incoming;
    private readonly IKeyVault vault;
    private readonly Func<string, Stream> createPart;

    /// <exception cref="BlobStorageException">The folder cannot be made.</exception>
    public LocalBlobStore(LocalBlobStoreOptions options, IKeyVault vault)
        : this(options, vault, CreatePart)
    {
    }

    /// <param name="createPart">Makes a new file to write to; tests give one on a disk that fills up.</param>
    internal LocalBlobStore(LocalBlobStoreOptions options, IKeyVault vault, Func<string, Stream> createPart)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(vault);
        if (string.IsNullOrWhiteSpace(options.Folder)) throw new BlobStorageException("No folder for blobs is named. Set one in the configuration.");
        this.vault = vault;
        this.createPart = createPart;
        folder = Path.GetFullPath(options.Folder);
        incoming = Path.Combine(folder, "incoming");
        Guard($"The folder {folder} cannot be made", () => Directory.CreateDirectory(incoming));
    }

    public Task<BlobWriteStream> CreateAsync(string context, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(context);
        ct.ThrowIfCancellationRequested();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var part = Path.Combine(incoming, key + ".part");
        var file = Guard($"A file in {incoming} cannot be made", () => createPart(part));
        return Task.FromResult<BlobWriteStream>(new LocalBlobWriteStream(key, part, PathOf(key), file, BlobFormat.New(vault, context)));
    }

    public Task<Stream> OpenReadAsync(string key, string context, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(context);
        ct.ThrowIfCancellationRequested();
        var path = PathOf(key);
        if (!File.Exists(path)) throw new BlobStorageException($"Blob {key} is not in the store. Restore {path} from the backup, or build it again.");
        var file = Guard($"Blob {key} cannot be opened", () => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess));
        try
        {
            return Task.FromResult<Stream>(new LocalBlobReadStream(file, vault, context));
        }
        catch (Exception cause)
        {
            file.Dispose();
            if (cause is IOException) throw Failed($"Blob {key} cannot be read", cause);
            throw;
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(key)));

    public Task<bool> DeleteAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (!File.Exists(path)) return Task.FromResult(false);
        Guard($"Blob {key} cannot be deleted", () => { File.Delete(path); return true; });
        return Task.FromResult(true);
    }

    /// <summary>
    /// Deletes what writers left that were killed; call it at start. A part that a living writer holds, in this process or
    /// another, is locked and stays.
    /// </summary>
    /// <returns>How many were deleted.</returns>
    public int DeleteAbandoned()
    {
        var deleted = 0;
        foreach (var part in Directory.EnumerateFiles(incoming, "*.part"))
        {
            try
            {
                using var unlocked = new FileStream(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
                deleted++;
            }
            catch (IOException)
            {
                // Locked by its writer, or just finished.
            }
        }
        return deleted;
    }

    internal static BlobStorageException Failed(string what, Exception cause) => new(IsDiskFull(cause)
        ? $"{what}: the disk is full. Free space or enlarge the disk, then try again; nothing unfinished was kept."
        : $"{what}: {cause.Message} Check the disk and who owns the folder, then try again.", cause);

    private static bool IsDiskFull(Exception cause) =>
        // ENOSPC and EDQUOT on Linux, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
        OperatingSystem.IsWindows() ? (cause.HResult & 0xFFFF) is 0x70 or 0x27 : cause.HResult is 28 or 122;

    private static FileStream CreatePart(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);

    private static T Guard<T>(string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Failed(what, cause);
        }
    }

    private string PathOf(string key)
    {
        // Keys come back from a database: nothing but our own form may become part of a path.
        if (key is not { Length: 32 } || key.AsSpan().ContainsAnyExcept(HexDigits))
            throw new BlobStorageException("That is no blob key: a key is 32 hex digits.");
        return Path.Combine(folder, key[..2], key + ".blob");
    }
}
