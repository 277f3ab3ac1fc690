using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Storage.Blobs;

/// <summary>Decrypts a chunk at a time, wherever the reader seeks to. For one thread at a time.</summary>
internal sealed class LocalBlobReadStream : Stream
{
    private readonly SafeFileHandle file;
    private readonly BlobFormat format;
    private readonly byte[] sealedChunk = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedChunkSize);
    private readonly byte[] plain = ArrayPool<byte>.Shared.Rent(BlobFormat.ChunkSize);
    private readonly long sealedLength;
    private readonly long chunks;
    private long held = -1;
    private long position;
    private bool disposed;

    public LocalBlobReadStream(SafeFileHandle file, IKeyVault vault, string context)
    {
        this.file = file;
        try
        {
            var start = sealedChunk.AsSpan(0, BlobFormat.LongestHeader);
            format = BlobFormat.Open(start[..ReadAt(0, start)], vault, context);
            sealedLength = RandomAccess.GetLength(file) - format.Header.Length;
            chunks = (sealedLength + BlobFormat.SealedChunkSize - 1) / BlobFormat.SealedChunkSize;
            if (chunks == 0 || SizeOf(chunks - 1) < BlobFormat.TagSize)
                throw new BlobTamperedException("The stored file was cut short.");
            Length = sealedLength - chunks * BlobFormat.TagSize;
            // Only the true last chunk opens as the last: this proves the length before anybody relies on it.
            Hold(chunks - 1);
        }
        catch
        {
            Release();
            throw;
        }
    }

    public override bool CanRead => !disposed;

    public override bool CanSeek => !disposed;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (buffer.IsEmpty || position >= Length) return 0;
        var index = position / BlobFormat.ChunkSize;
        if (held != index) Hold(index);
        var from = (int)(position % BlobFormat.ChunkSize);
        var taken = Math.Min(buffer.Length, SizeOf(index) - BlobFormat.TagSize - from);
        plain.AsSpan(from, taken).CopyTo(buffer);
        position += taken;
        return taken;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed) Release();
        base.Dispose(disposing);
    }

    private int SizeOf(long index) => (int)Math.Min(BlobFormat.SealedChunkSize, sealedLength - index * BlobFormat.SealedChunkSize);

    private void Hold(long index)
    {
        held = -1;
        var content = sealedChunk.AsSpan(0, SizeOf(index));
        if (ReadAt(format.Header.Length + index * BlobFormat.SealedChunkSize, content) != content.Length)
            throw new BlobTamperedException("The stored file was cut short.");
        format.Open(content, index, last: index == chunks - 1, plain.AsSpan(0, content.Length - BlobFormat.TagSize));
        held = index;
    }

    private int ReadAt(long offset, Span<byte> into)
    {
        var read = 0;
        try
        {
            while (read < into.Length && RandomAccess.Read(file, into[read..], offset + read) is > 0 and var more) read += more;
        }
        catch (IOException cause)
        {
            throw LocalBlobStore.Failed("The blob cannot be read", cause);
        }
        return read;
    }

    private void Release()
    {
        disposed = true;
        format?.Dispose();
        file.Dispose();
        ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        ArrayPool<byte>.Shared.Return(sealedChunk);
    }
}
