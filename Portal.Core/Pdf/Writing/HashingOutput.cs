using System.Buffers;
using System.Security.Cryptography;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// Writes forward only to a stream that need not seek, counts the bytes and keeps the running SHA-256 of everything written: the
/// signature and the file's own hash both come from it, so nothing is ever read back.
/// </summary>
internal sealed class HashingOutput(Stream stream) : IDisposable
{
    private readonly byte[] pending = new byte[64 * 1024];
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int pendingLength;

    /// <summary>Bytes written so far: the offset of the next one.</summary>
    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> data)
    {
        Position += data.Length;
        if (data.Length > pending.Length - pendingLength)
        {
            Drain();
            if (data.Length >= pending.Length)
            {
                hash.AppendData(data);
                stream.Write(data);
                return;
            }
        }
        data.CopyTo(pending.AsSpan(pendingLength));
        pendingLength += data.Length;
    }

    /// <summary>Passes on every byte that is left of a stream, such as a finished file that an update is to go behind.</summary>
    public void Copy(Stream existing)
    {
        var block = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            for (int read; (read = existing.Read(block)) > 0;) Write(block.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>The hash of everything written so far followed by <paramref name="tail"/>, which is not written.</summary>
    public byte[] HashWith(ReadOnlySpan<byte> tail)
    {
        Drain();
        using var branch = hash.Clone();
        branch.AppendData(tail);
        return branch.GetHashAndReset();
    }

    public void Flush()
    {
        Drain();
        stream.Flush();
    }

    public void Dispose() => hash.Dispose();

    private void Drain()
    {
        if (pendingLength == 0) return;
        var ready = pending.AsSpan(0, pendingLength);
        hash.AppendData(ready);
        stream.Write(ready);
        pendingLength = 0;
    }
}
