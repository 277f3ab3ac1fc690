using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Archive;

/// <summary>
/// Tells whether two passes saw the same set of message ids, whatever their order: the sum, modulo 2^128, of the first 16
/// bytes of SHA-256 of each id, beside their number. It guards against mistakes, not against an adversary: the manifest does that.
/// </summary>
public sealed class RecordFingerprint
{
    private UInt128 sum;

    public long Count { get; private set; }

    public void Add(string messageId)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(messageId.Length);
        Span<byte> id = length <= 256 ? stackalloc byte[256] : new byte[length];
        SHA256.HashData(id[..Encoding.UTF8.GetBytes(messageId, id)], hash);
        sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
        Count++;
    }

    /// <summary>Adds another set, none of whose ids are in this one.</summary>
    public void Add(RecordFingerprint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        sum += other.sum;
        Count += other.Count;
    }

    /// <summary>Takes up a value written by <see cref="ToString"/>, to go on from a stored position.</summary>
    /// <exception cref="FormatException">It is not such a value.</exception>
    public static RecordFingerprint Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parts = value.Split(':');
        if (parts.Length != 2) throw new FormatException("A fingerprint reads count:hex.");
        return new RecordFingerprint
        {
            Count = long.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            sum = UInt128.Parse(parts[1], System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Count and sum, like <c>1204:00f3…</c>.</summary>
    public override string ToString() => $"{Count}:{sum:x32}";
}
