using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Core.Pdf.Fonts;

/// <summary>
/// A PNG taken apart into colour and transparency, which PDF keeps in two images. Only what colour fonts hold: up to eight bits a
/// channel, not interlaced.
/// </summary>
internal sealed class PngImage
{
    private const int LargestSide = 1024;

    private PngImage(int width, int height)
    {
        (Width, Height) = (width, height);
        Colour = new byte[width * height * 3];
        Alpha = new byte[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green, blue; rows from the top.</summary>
    public byte[] Colour { get; }

    public byte[] Alpha { get; }

    /// <summary>Null for anything but a sound PNG of the kinds above.</summary>
    public static PngImage? TryDecode(byte[] png)
    {
        try
        {
            return Decode(png);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static PngImage? Decode(byte[] png)
    {
        if (png.Length < 33) return null;
        var header = png.AsSpan(16);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var (depth, kind, interlaced) = (header[8], header[9], header[12] != 0);
        var channels = kind switch { 0 or 3 => 1, 4 => 2, 2 => 3, 6 => 4, _ => 0 };
        if (channels == 0 || interlaced || depth > 8 || width is < 1 or > LargestSide || height is < 1 or > LargestSide) return null;
        ReadOnlySpan<byte> palette = default, transparency = default;
        using var packed = new MemoryStream();
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var data = png.AsSpan(at + 8, length);
            var type = png.AsSpan(at + 4, 4);
            if (type.SequenceEqual("PLTE"u8)) palette = data;
            else if (type.SequenceEqual("tRNS"u8)) transparency = data;
            else if (type.SequenceEqual("IDAT"u8)) packed.Write(data);
            at += length + 12;
        }
        packed.Position = 0;
        var bytesPerPixel = Math.Max(1, channels * depth / 8);
        var rowLength = ((width * channels * depth) + 7) / 8;
        var (row, above) = (new byte[rowLength], new byte[rowLength]);
        var image = new PngImage(width, height);
        using var inflate = new ZLibStream(packed, CompressionMode.Decompress);
        for (var y = 0; y < height; y++)
        {
            var filter = inflate.ReadByte();
            inflate.ReadExactly(row);
            Unfilter(filter, row, above, bytesPerPixel);
            image.FillRow(y, row, kind, depth, palette, transparency);
            (row, above) = (above, row);
        }
        return image;
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int step)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            row[i] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) / 2),
                4 => (byte)Paeth(left, up, corner),
                _ => throw new InvalidDataException("Unknown PNG filter."),
            };
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        int toLeft = Math.Abs(guess - left), toUp = Math.Abs(guess - up), toCorner = Math.Abs(guess - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private void FillRow(int y, byte[] row, int kind, int depth, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        for (var x = 0; x < Width; x++)
        {
            var (red, green, blue, alpha) = kind switch
            {
                2 => (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2], (byte)255),
                6 => (row[x * 4], row[(x * 4) + 1], row[(x * 4) + 2], row[(x * 4) + 3]),
                4 => (row[x * 2], row[x * 2], row[x * 2], row[(x * 2) + 1]),
                _ => Indexed(row, x, kind, depth, palette, transparency),
            };
            var at = (y * Width) + x;
            (Colour[at * 3], Colour[(at * 3) + 1], Colour[(at * 3) + 2], Alpha[at]) = (red, green, blue, alpha);
        }
    }

    private static (byte, byte, byte, byte) Indexed(byte[] row, int x, int kind, int depth, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        var mask = (1 << depth) - 1;
        var value = (row[x * depth / 8] >> (8 - depth - (x * depth % 8))) & mask;
        if (kind == 0)
        {
            var grey = (byte)(value * 255 / mask);
            return (grey, grey, grey, 255);
        }
        return (palette[value * 3], palette[(value * 3) + 1], palette[(value * 3) + 2], value < transparency.Length ? transparency[value] : (byte)255);
    }
}
