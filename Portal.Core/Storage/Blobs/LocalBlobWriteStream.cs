using System.Buffers;
using System.Security.Cryptography;

namespace Portal.Core.Storage.Blobs;

internal sealed class LocalBlobWriteStream(string key, string part, string final, Stream file, BlobFormat format) : BlobWriteStream
{
    // Several chunks go to disk in one write.
    private const int ChunksHeld = 8;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] plain = ArrayPool<byte>.Shared.Rent(BlobFormat.ChunkSize);
    private readonly byte[] output = ArrayPool<byte>.Shared.Rent(ChunksHeld * BlobFormat.SealedChunkSize + BlobFormat.LongestHeader);
    private int plainUsed;
    private int outputUsed;
    private long chunks;
    private long length;
    private bool begun;
    private bool broken;
    private bool finished;
    private bool disposed;

    public override bool CanWrite => !finished && !disposed;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RefuseIfClosed();
        while (!buffer.IsEmpty)
        {
            buffer = Take(buffer);
            if (OutputFull) Spill();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RefuseIfClosed();
        while (!buffer.IsEmpty)
        {
            var left = Take(buffer.Span).Length;
            buffer = buffer[^left..];
            if (OutputFull) await SpillAsync(cancellationToken);
        }
    }

    /// <summary>Does nothing: a chunk is sealed when it is full, and only <see cref="CompleteAsync"/> ends the last one.</summary>
    public override void Flush()
    {
    }

    public override async Task<BlobReference> CompleteAsync(CancellationToken ct)
    {
        RefuseIfClosed();
        SealChunk(last: true);
        await SpillAsync(ct);
        try
        {
            if (file is FileStream onDisk) onDisk.Flush(flushToDisk: true);
            else await file.FlushAsync(ct);
            await file.DisposeAsync();
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(part, final, overwrite: false);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw LocalBlobStore.Failed("The blob cannot be finished", cause);
        }
        finished = true;
        return new BlobReference(key, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposed) return;
        disposed = true;
        if (disposing)
        {
            format.Dispose();
            hash.Dispose();
            // Plaintext must not linger in a shared buffer.
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(output);
            if (!finished) Abandon();
        }
        base.Dispose(disposing);
    }

    private bool OutputFull => outputUsed + BlobFormat.SealedChunkSize > output.Length;

    private void Abandon()
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // The disk that failed a write may fail the closing too; the part goes either way.
        }
        File.Delete(part);
    }

    private void RefuseIfClosed()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (finished) throw new InvalidOperationException("The blob is complete; it is written once.");
        if (broken) throw new BlobStorageException("An earlier write to this blob failed. Dispose of it and begin again.");
    }

    /// <summary>Takes what the chunk has room for and returns the rest. A full chunk waits until it is known not to be the last.</summary>
    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> buffer)
    {
        if (plainUsed == BlobFormat.ChunkSize) SealChunk(last: false);
        var taken = Math.Min(buffer.Length, BlobFormat.ChunkSize - plainUsed);
        buffer[..taken].CopyTo(plain.AsSpan(plainUsed));
        plainUsed += taken;
        length += taken;
        return buffer[taken..];
    }

    private void SealChunk(bool last)
    {
        if (!begun)
        {
            format.Header.CopyTo(output, 0);
            outputUsed = format.Header.Length;
            begun = true;
        }
        var content = plain.AsSpan(0, plainUsed);
        hash.AppendData(content);
        format.Seal(content, chunks++, last, output.AsSpan(outputUsed, plainUsed + BlobFormat.TagSize));
        outputUsed += plainUsed + BlobFormat.TagSize;
        plainUsed = 0;
    }

    // A write that failed or was called off may have left half its bytes: such a blob must never be completed.
    private void Spill()
    {
        broken = true;
        try
        {
            file.Write(output, 0, outputUsed);
        }
        catch (IOException cause)
        {
            throw LocalBlobStore.Failed("The blob cannot be written", cause);
        }
        outputUsed = 0;
        broken = false;
    }

    private async ValueTask SpillAsync(CancellationToken ct)
    {
        broken = true;
        try
        {
            await file.WriteAsync(output.AsMemory(0, outputUsed), ct);
        }
        catch (IOException cause)
        {
            throw LocalBlobStore.Failed("The blob cannot be written", cause);
        }
        outputUsed = 0;
        broken = false;
    }
}
