using System.IO.Compression;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Unpacks gzip and notices where it was cut off. The runtime's <see cref="GZipStream"/> ends quietly there, as if the file were whole.
/// </summary>
/// <remarks>
/// After the last output it is fed bytes that no gzip data can go on with: past a finished member they are ignored, inside one they
/// come out as an error or as output.
/// </remarks>
internal sealed class WholeGzipStream : ForwardOnlyStream
{
    // The zeros end a file name that a cut header may be in the middle of.
    private static readonly byte[] Impossible = [.. Enumerable.Repeat((byte)0xFF, 64), .. new byte[64]];

    private readonly Extended packed;
    private readonly GZipStream unpacked;
    private bool ended;

    public WholeGzipStream(Stream packed)
    {
        this.packed = new Extended(packed);
        unpacked = new GZipStream(this.packed, CompressionMode.Decompress);
    }

    /// <exception cref="EndOfStreamException">The data ends in the middle.</exception>
    /// <exception cref="InvalidDataException">The data is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (ended || buffer.IsEmpty) return 0;
        var read = unpacked.Read(buffer);
        if (read > 0) return read;
        ended = true;
        packed.Tail = Impossible;
        if (GoesOn(buffer)) throw new EndOfStreamException("The compressed data is cut off.");
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            packed.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool GoesOn(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer) > 0;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private sealed class Extended(Stream rest) : ForwardOnlyStream
    {
        public ReadOnlyMemory<byte> Tail { get; set; }

        public override int Read(Span<byte> buffer)
        {
            if (Tail.IsEmpty) return rest.Read(buffer);
            var taken = Math.Min(Tail.Length, buffer.Length);
            Tail.Span[..taken].CopyTo(buffer);
            Tail = Tail[taken..];
            return taken;
        }
    }
}
