using System.Buffers;

namespace Portal.Core.Archive.Embedded;

/// <summary>Splits a stream into lines without making strings. A line stays valid until the next is read.</summary>
internal sealed class ImportLines(Stream stream) : IDisposable
{
    /// <summary>Longer lines end the import: nothing that long is one message.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int start;
    private int end;
    private bool ended;

    /// <summary>Of the line last read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The stream's first bytes, at most <paramref name="length"/>, without taking them. Call it before the first line.</summary>
    public ReadOnlySpan<byte> Head(int length)
    {
        while (end < length && Fill()) { }
        return buffer.AsSpan(0, Math.Min(length, end));
    }

    /// <summary>The next line without its line feed; false at the end.</summary>
    /// <exception cref="InvalidDataException">A line is longer than <see cref="LongestLine"/>, or compressed data is damaged.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var feed = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = Take(searched + feed, 1);
                return true;
            }
            searched = end - start;
            if (Fill()) continue;
            line = Take(searched, 0);
            return searched > 0;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

    private ReadOnlySpan<byte> Take(int length, int feed)
    {
        var line = buffer.AsSpan(start, length);
        start += length + feed;
        if (Number == 0 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        if (length + feed > 0) Number++;
        return line;
    }

    private bool Fill()
    {
        if (ended) return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }
        if (end == buffer.Length)
        {
            if (end >= LongestLine) throw new InvalidDataException($"Line {Number + 1} is longer than {LongestLine / 1024 / 1024} MiB. Check that the file has one JSON object a line.");
            var larger = ArrayPool<byte>.Shared.Rent(end * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
        }
        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
        return !ended;
    }
}
