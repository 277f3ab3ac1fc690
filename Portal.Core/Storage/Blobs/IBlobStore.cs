namespace Portal.Core.Storage.Blobs;

/// <summary>
/// Files that are written once and encrypted before they touch a disk: uploads, packages, segments of a package being built.
/// Safe to use from many threads and processes.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Begins a blob. Nothing is visible until <see cref="BlobWriteStream.CompleteAsync"/>; a writer disposed of before that leaves
    /// nothing behind.
    /// </summary>
    /// <param name="context">What the blob is, like <c>package:PR-2026-000001</c>. It must be given again to read it.</param>
    /// <exception cref="BlobStorageException">The store cannot be written to.</exception>
    Task<BlobWriteStream> CreateAsync(string context, CancellationToken ct);

    /// <summary>
    /// The plaintext, seekable, decrypted and authenticated piece by piece as it is read. Its length is authenticated before
    /// this returns.
    /// </summary>
    /// <exception cref="BlobStorageException">There is no such blob, or it cannot be read.</exception>
    /// <exception cref="BlobTamperedException">Altered, cut short, or written for another context; also thrown later by reads.</exception>
    Task<Stream> OpenReadAsync(string key, string context, CancellationToken ct);

    Task<bool> ExistsAsync(string key, CancellationToken ct);

    /// <summary>False where there was none.</summary>
    Task<bool> DeleteAsync(string key, CancellationToken ct);
}

/// <param name="Key">What the store calls the blob: 32 hex digits.</param>
/// <param name="Length">Bytes of plaintext.</param>
/// <param name="Sha256">Of the plaintext, lower-case hex.</param>
public sealed record BlobReference(string Key, long Length, string Sha256);

/// <summary>An append-only stream into a new blob. For one thread at a time.</summary>
public abstract class BlobWriteStream : Stream
{
    public sealed override bool CanRead => false;

    public sealed override bool CanSeek => false;

    public sealed override long Length => throw new NotSupportedException();

    /// <summary>Writes what is left and makes the blob visible, whole, in one step. Nothing can be written afterwards.</summary>
    /// <exception cref="BlobStorageException">Disk full or failing; the blob does not exist.</exception>
    public abstract Task<BlobReference> CompleteAsync(CancellationToken ct);

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>The store could not do what was asked; the message says what to do.</summary>
public sealed class BlobStorageException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A blob that is not what was written, or was written for something else.</summary>
public sealed class BlobTamperedException(string message, Exception? inner = null) : Exception(message, inner);
