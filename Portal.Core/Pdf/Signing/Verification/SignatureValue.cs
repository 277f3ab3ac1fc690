using System.Buffers;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>The bytes of a signature: what lies between its ranges, and the hash of what lies in them.</summary>
internal static class SignatureValue
{
    private const int LargestValue = 4 * 1024 * 1024;

    /// <summary>Null where the ranges begin at the start, fit the file and leave out one sensible gap.</summary>
    public static string? ShapeProblem(SignedRanges ranges, long length)
    {
        if (ranges.First != 0) return "The signed part does not begin at the start of the file.";
        if (ranges.SecondStart <= ranges.FirstLength || ranges.SecondStart > length || ranges.SecondLength > length - ranges.SecondStart)
            return "The signed ranges do not fit the file.";
        return ranges.SecondStart - ranges.FirstLength > LargestValue ? "The space left for the signature is too large." : null;
    }

    /// <summary>The bytes between the ranges; null where they are not one hexadecimal string with nothing but zeros after its DER.</summary>
    public static byte[]? Read(Stream file, SignedRanges ranges)
    {
        var gap = new byte[ranges.SecondStart - ranges.FirstLength];
        file.Position = ranges.FirstLength;
        file.ReadExactly(gap);
        if (gap.Length < 4 || gap[0] != '<' || gap[^1] != '>') return null;
        var value = new byte[(gap.Length - 2) / 2];
        if (Convert.FromHexString(gap.AsSpan(1, gap.Length - 2), value, out _, out _) != OperationStatus.Done) return null;
        var length = DerLength(value);
        return length is { } der && !value.AsSpan(der).ContainsAnyExcept((byte)0) ? value[..der] : null;
    }

    public static byte[] Hash(Stream file, SignedRanges ranges, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        FileBytes.Append(hash, file, 0, ranges.FirstLength);
        FileBytes.Append(hash, file, ranges.SecondStart, ranges.SecondLength);
        return hash.GetHashAndReset();
    }

    private static int? DerLength(byte[] value)
    {
        try
        {
            return AsnDecoder.TryReadEncodedValue(value, AsnEncodingRules.BER, out _, out _, out _, out var used) ? used : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
