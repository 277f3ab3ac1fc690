using System.IO.Compression;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// Where each object lies: eight bytes an object, in blocks, so that four million objects cost 32 MB and no copy.
/// </summary>
internal sealed class CrossReferences
{
    private const int BlockSize = 8192;
    private const long Plain = 1L << 62;
    private const long InStream = 1L << 61;
    private readonly List<long[]> blocks = [new long[BlockSize]];

    /// <summary>One more than the highest object number given out.</summary>
    public int Size { get; private set; } = 1;

    public int Reserve()
    {
        if (Size == blocks.Count * BlockSize) blocks.Add(new long[BlockSize]);
        return Size++;
    }

    public void PlaceAt(int objectNumber, long offset) => Entry(objectNumber) = Plain | offset;

    public void PlaceIn(int objectNumber, int objectStream, int index) =>
        Entry(objectNumber) = InStream | ((long)objectStream << 16) | (long)index;

    /// <summary>
    /// The table as a deflated cross-reference stream with PNG "up" prediction (object numbers and offsets grow evenly, so rows
    /// differ by little). Offsets take <paramref name="offsetBytes"/> bytes.
    /// </summary>
    public byte[] Encode(int offsetBytes)
    {
        var width = 1 + offsetBytes + 2;
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var above = new byte[width];
            var row = new byte[width];
            var line = new byte[width + 1];
            line[0] = 2;
            for (var number = 0; number < Size; number++)
            {
                FillRow(row, number, offsetBytes);
                for (var i = 0; i < width; i++) line[i + 1] = (byte)(row[i] - above[i]);
                deflate.Write(line);
                (row, above) = (above, row);
            }
        }
        return packed.ToArray();
    }

    private void FillRow(Span<byte> row, int number, int offsetBytes)
    {
        var entry = Entry(number);
        var (type, field, index) = entry switch
        {
            _ when (entry & Plain) != 0 => (1, entry & ~Plain, 0),
            _ when (entry & InStream) != 0 => (2, (entry & ~InStream) >> 16, (int)(entry & 0xFFFF)),
            _ => (0, 0L, number == 0 ? 0xFFFF : 0),
        };
        row[0] = (byte)type;
        for (var i = 0; i < offsetBytes; i++) row[1 + i] = (byte)(field >> (8 * (offsetBytes - 1 - i)));
        row[offsetBytes + 1] = (byte)(index >> 8);
        row[offsetBytes + 2] = (byte)index;
    }

    private ref long Entry(int number) => ref blocks[number / BlockSize][number % BlockSize];
}
