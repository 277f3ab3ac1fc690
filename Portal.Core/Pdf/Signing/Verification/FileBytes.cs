using System.Buffers;
using System.Security.Cryptography;

namespace Portal.Core.Pdf.Signing.Verification;

internal static class FileBytes
{
    /// <summary>Hashes a part of a file in blocks, however long it is.</summary>
    public static void Append(IncrementalHash hash, Stream file, long start, long length)
    {
        var block = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            file.Position = start;
            while (length > 0)
            {
                var part = block.AsSpan(0, (int)Math.Min(block.Length, length));
                file.ReadExactly(part);
                hash.AppendData(part);
                length -= part.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
