using System.Buffers.Binary;
using System.Text;

namespace Portal.Core.Pdf.Writing;

/// <summary>
/// A small ICC version 2 display profile for sRGB (IEC 61966-2-1), so that colours mean the same everywhere: PDF/A asks for one.
/// </summary>
internal static class SrgbProfile
{
    private const int CurvePoints = 1024;

    public static byte[] Create()
    {
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description("sRGB")),
            ("cprt", [.. "text\0\0\0\0No copyright, use freely\0"u8]),
            ("wtpt", Xyz(0.9642, 1.0, 0.8249)),
            ("rXYZ", Xyz(0.4360747, 0.2225045, 0.0139322)),
            ("gXYZ", Xyz(0.3850649, 0.7168786, 0.0971045)),
            ("bXYZ", Xyz(0.1430804, 0.0606169, 0.7141733)),
            ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
        ];
        using var profile = new MemoryStream();
        profile.Write(new byte[128 + 4 + (12 * tags.Length)]);
        var directory = new byte[4 + (12 * tags.Length)];
        BinaryPrimitives.WriteInt32BigEndian(directory, tags.Length);
        var offset = 0;
        byte[]? previous = null;
        for (var i = 0; i < tags.Length; i++)
        {
            // The three curves are one block, pointed to three times.
            if (!ReferenceEquals(previous, tags[i].Data))
            {
                offset = (int)profile.Position;
                profile.Write(tags[i].Data);
                while (profile.Position % 4 != 0) profile.WriteByte(0);
            }
            previous = tags[i].Data;
            var entry = directory.AsSpan(4 + (12 * i));
            Encoding.ASCII.GetBytes(tags[i].Tag, entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], tags[i].Data.Length);
        }
        var bytes = profile.ToArray();
        directory.CopyTo(bytes.AsSpan(128));
        WriteHeader(bytes);
        return bytes;
    }

    private static void WriteHeader(Span<byte> header)
    {
        BinaryPrimitives.WriteInt32BigEndian(header, header.Length);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0x02100000);
        "mntrRGB XYZ "u8.CopyTo(header[12..]);
        // A fixed date: the profile is part of files that must come out the same, byte for byte.
        ReadOnlySpan<ushort> date = [2026, 1, 1, 0, 0, 0];
        for (var i = 0; i < date.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(header[(24 + (2 * i))..], date[i]);
        "acsp"u8.CopyTo(header[36..]);
        Xyz(0.9642, 1.0, 0.8249).AsSpan(8).CopyTo(header[68..]);
    }

    private static byte[] Curve()
    {
        var data = new byte[12 + (2 * CurvePoints)];
        "curv"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            var encoded = i / (double)(CurvePoints - 1);
            var linear = encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + (2 * i)), (ushort)Math.Round(linear * 65535));
        }
        return data;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        var data = new byte[20];
        "XYZ "u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), (int)Math.Round(x * 65536));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(12), (int)Math.Round(y * 65536));
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(16), (int)Math.Round(z * 65536));
        return data;
    }

    private static byte[] Description(string text)
    {
        var data = new byte[12 + text.Length + 1 + 8 + 3 + 67];
        "desc"u8.CopyTo(data);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(8), text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }
}
