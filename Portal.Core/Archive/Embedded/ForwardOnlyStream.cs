namespace Portal.Core.Archive.Embedded;

/// <summary>A stream that can only be read on: what is left of the contract once the rest is refused.</summary>
internal abstract class ForwardOnlyStream : Stream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override void Flush()
    {
    }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream with the bytes that were read off its front put back. It leaves the stream itself open.</summary>
internal sealed class RejoinedStream(ReadOnlyMemory<byte> front, Stream rest) : ForwardOnlyStream
{
    private ReadOnlyMemory<byte> front = front;

    public override int Read(Span<byte> buffer)
    {
        if (front.IsEmpty) return rest.Read(buffer);
        var taken = Math.Min(front.Length, buffer.Length);
        front.Span[..taken].CopyTo(buffer);
        front = front[taken..];
        return taken;
    }
}
