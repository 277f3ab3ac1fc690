using System.Buffers.Binary;

namespace Portal.Core.Documents.Pictures;

/// <summary>A whole PNG (RFC 2083) of a sensible size, or nothing: what comes out of the sandbox is no more trusted than what went in.</summary>
internal readonly record struct PngPicture(int Width, int Height)
{
    private const int WidestSide = 16_000;
    private const int ChunkFrame = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static PngPicture? Read(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(Signature)) return null;
        PngPicture? picture = null;
        for (var rest = png[Signature.Length..]; rest.Length >= ChunkFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFrame) return null;
            var type = rest.Slice(4, 4);
            if (picture is null)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != 13) return null;
                var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(rest[8..]), BinaryPrimitives.ReadUInt32BigEndian(rest[12..]));
                if (width is 0 or > WidestSide || height is 0 or > WidestSide) return null;
                picture = new PngPicture((int)width, (int)height);
            }
            rest = rest[(ChunkFrame + (int)length)..];
            if (type.SequenceEqual("IEND"u8)) return rest.IsEmpty ? picture : null;
        }
        return null;
    }
}
