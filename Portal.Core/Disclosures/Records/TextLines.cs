using System.Runtime.CompilerServices;

namespace Portal.Core.Disclosures.Records;

/// <summary>Lines of a stream, ended by a line feed, as bytes and without it; a last line may lack its line feed.</summary>
internal static class TextLines
{
    /// <param name="longest">Bytes of the longest line that is read.</param>
    /// <exception cref="FormatException">A line is longer.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int longest, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        int start = 0, scanned = 0, end = 0;
        while (true)
        {
            var at = buffer.AsSpan(scanned..end).IndexOf((byte)'\n');
            if (at >= 0)
            {
                yield return buffer.AsMemory(start..(scanned + at));
                start = scanned = scanned + at + 1;
                continue;
            }
            scanned = end;
            if (end - start > longest) throw new FormatException($"A line is longer than {longest} bytes.");
            if (start > 0)
            {
                buffer.AsSpan(start..end).CopyTo(buffer);
                end -= start;
                scanned = end;
                start = 0;
            }
            if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var read = await stream.ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0) break;
            end += read;
        }
        if (end > start) yield return buffer.AsMemory(start..end);
    }
}
