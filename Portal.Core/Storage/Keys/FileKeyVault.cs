using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Storage.Keys;

/// <summary>
/// Key-encryption keys in files <c>key-encryption.v1.key</c>, <c>.v2.key</c> … of 32 random bytes. The highest version wraps, all
/// of them unwrap: to rotate, put the next version beside the others.
/// </summary>
/// <remarks>
/// A wrapped key is <c>format (1) ‖ version (4, big-endian) ‖ key id (8) ‖ nonce (12) ‖ sealed key (32) ‖ tag (16)</c>: AES-256-GCM with
/// purpose, record id and the first 13 bytes as associated data.
/// </remarks>
public sealed class FileKeyVault : IKeyVault
{
    public const int DataKeySize = 32;

    private const byte Format = 1;
    private const int KeyIdSize = 8;
    private const int HeaderSize = 1 + 4 + KeyIdSize;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int WrappedSize = HeaderSize + NonceSize + DataKeySize + TagSize;
    private const string Prefix = "key-encryption.v";
    private const string Suffix = ".key";

    private readonly ImmutableSortedDictionary<uint, byte[]> keys;
    private readonly uint newest;

    private FileKeyVault(ImmutableSortedDictionary<uint, byte[]> keys)
    {
        this.keys = keys;
        newest = keys.Keys.Max();
    }

    /// <summary>Loads every version in the folder; makes the first where there is none and the folder may make keys.</summary>
    /// <exception cref="KeyFileException">A key file is missing, open to others or not a key.</exception>
    public static FileKeyVault Open(KeyFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var names = folder.Names($"{Prefix}*{Suffix}").ToList();
        if (names.Count == 0) names.Add($"{Prefix}1{Suffix}");
        var keys = ImmutableSortedDictionary.CreateBuilder<uint, byte[]>();
        foreach (var name in names)
        {
            if (!uint.TryParse(name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version == 0)
                throw new KeyFileException($"{folder.PathOf(name)} names no version. Key files are called {Prefix}1{Suffix}, {Prefix}2{Suffix} and so on.");
            var key = folder.ReadOrCreate(name, () => RandomNumberGenerator.GetBytes(DataKeySize));
            if (key.Length != DataKeySize)
                throw new KeyFileException($"{folder.PathOf(name)} holds {key.Length} bytes; a key has {DataKeySize}. Restore it from the backup of keys.");
            keys[version] = key;
        }
        return new FileKeyVault(keys.ToImmutable());
    }

    public byte[] Wrap(ReadOnlySpan<byte> dataKey, KeyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (dataKey.Length != DataKeySize) throw new ArgumentException($"A data key has {DataKeySize} bytes.", nameof(dataKey));
        var key = keys[newest];
        var wrapped = new byte[WrappedSize];
        wrapped[0] = Format;
        BinaryPrimitives.WriteUInt32BigEndian(wrapped.AsSpan(1), newest);
        KeyIdOf(key).CopyTo(wrapped.AsSpan(5));
        var nonce = wrapped.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(nonce, dataKey, wrapped.AsSpan(HeaderSize + NonceSize, DataKeySize), wrapped.AsSpan(WrappedSize - TagSize), AssociatedData(wrapped, context));
        return wrapped;
    }

    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, KeyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (wrapped.Length != WrappedSize || wrapped[0] != Format)
            throw new KeyUnwrapException($"The wrapped key of {context.Purpose} {context.RecordId} is damaged.");
        var version = BinaryPrimitives.ReadUInt32BigEndian(wrapped[1..]);
        if (!keys.TryGetValue(version, out var key))
            throw new KeyUnwrapException($"The key of {context.Purpose} {context.RecordId} was closed under version {version}, which is not in the key folder. Restore {Prefix}{version}{Suffix} from the backup of keys.");
        if (!wrapped.Slice(5, KeyIdSize).SequenceEqual(KeyIdOf(key)))
            throw new KeyUnwrapException($"The key of {context.Purpose} {context.RecordId} was closed under another key than {Prefix}{version}{Suffix}. Restore the right one from the backup of keys.");
        var dataKey = new byte[DataKeySize];
        try
        {
            using var gcm = new AesGcm(key, TagSize);
            gcm.Decrypt(wrapped.Slice(HeaderSize, NonceSize), wrapped.Slice(HeaderSize + NonceSize, DataKeySize), wrapped[^TagSize..], dataKey, AssociatedData(wrapped, context));
            return dataKey;
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw new KeyUnwrapException($"The key of {context.Purpose} {context.RecordId} was altered, or belongs to another record.", cause);
        }
    }

    private static ReadOnlySpan<byte> KeyIdOf(byte[] key) => HMACSHA256.HashData(key, "portal key-encryption key id"u8).AsSpan(0, KeyIdSize);

    private static byte[] AssociatedData(ReadOnlySpan<byte> wrapped, KeyContext context)
    {
        var purpose = Encoding.UTF8.GetBytes(context.Purpose);
        var record = Encoding.UTF8.GetBytes(context.RecordId);
        var data = new byte[HeaderSize + 4 + purpose.Length + record.Length];
        wrapped[..HeaderSize].CopyTo(data);
        // The length in between keeps "ab" + "c" apart from "a" + "bc".
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(HeaderSize), purpose.Length);
        purpose.CopyTo(data, HeaderSize + 4);
        record.CopyTo(data, HeaderSize + 4 + purpose.Length);
        return data;
    }
}
