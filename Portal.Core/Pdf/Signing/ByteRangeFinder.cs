using System.Buffers.Text;

namespace Portal.Core.Pdf.Signing;

/// <summary>A signature as it lies in the file: two signed ranges around the hexadecimal value.</summary>
/// <param name="FirstLength">The first range is [0, FirstLength).</param>
/// <param name="SecondStart">The second begins here, just behind the value.</param>
internal sealed record SignedRanges(long First, long FirstLength, long SecondStart, long SecondLength)
{
    public long End => SecondStart + SecondLength;
}

/// <summary>
/// Finds signatures by their /ByteRange in the raw bytes. Parsing a hostile file's object tree would be the weaker way: what counts is which
/// bytes are signed, and a range that leaves out nothing but its own value cannot be talked away by any structure.
/// </summary>
internal static class ByteRangeFinder
{
    private const int BlockSize = 256 * 1024;
    private const int Window = 4096;

    /// <summary>At most <paramref name="limit"/> distinct ones; <paramref name="more"/> tells that there were others.</summary>
    public static List<SignedRanges> Find(Stream file, int limit, out bool more)
    {
        more = false;
        var found = new List<SignedRanges>();
        var block = new byte[BlockSize + Window];
        var kept = 0;
        file.Position = 0;
        while (true)
        {
            var read = file.ReadAtLeast(block.AsSpan(kept), BlockSize, throwOnEndOfStream: false);
            var text = block.AsSpan(0, kept + read);
            var last = read < BlockSize;
            // A find needs room behind it, or waits for the next block.
            var end = last ? text.Length : text.Length - (Window / 2);
            for (var at = 0; at < end;)
            {
                var next = text[at..end].IndexOf("/ByteRange"u8);
                if (next < 0) break;
                at += next;
                var ranges = Parse(text, at);
                at += "/ByteRange"u8.Length;
                if (ranges is null || found.Contains(ranges)) continue;
                if (found.Count == limit)
                {
                    more = true;
                    return found;
                }
                found.Add(ranges);
            }
            if (last) break;
            kept = Window;
            text[^Window..].CopyTo(block);
        }
        found.Sort((left, right) => left.End.CompareTo(right.End));
        return found;
    }

    private static SignedRanges? Parse(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[(at + "/ByteRange"u8.Length)..];
        Span<long> numbers = stackalloc long[4];
        var position = Skip(rest, 0);
        if (position >= rest.Length || rest[position] != '[') return null;
        position++;
        for (var i = 0; i < 4; i++)
        {
            position = Skip(rest, position);
            if (position >= rest.Length || !Utf8Parser.TryParse(rest[position..], out long number, out var used) || number < 0) return null;
            numbers[i] = number;
            position += used;
        }
        return new SignedRanges(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static int Skip(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t' or 0) at++;
        return at;
    }
}
