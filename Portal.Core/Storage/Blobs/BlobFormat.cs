using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Storage.Blobs;

/// <summary>
/// The bytes of an encrypted blob:
/// <c>"PBLB" ‖ format (1) ‖ wrapped key length (2, big-endian) ‖ wrapped key ‖ nonce prefix (4)</c>, then chunks of 64 KiB plaintext, each
/// AES-256-GCM under the blob's own key with a 16-byte tag after it. The nonce is prefix ‖ chunk index (8). Associated data is
/// SHA-256(header ‖ context) ‖ chunk index ‖ 1 for the last chunk: pieces cannot be moved, swapped between blobs or cut off. An
/// empty blob is one empty last chunk.
/// </summary>
internal sealed class BlobFormat : IDisposable
{
    public const int ChunkSize = 64 * 1024;
    public const int TagSize = 16;
    public const int SealedChunkSize = ChunkSize + TagSize;
    public const int LongestHeader = 4 + 1 + 2 + 1024 + PrefixSize;

    private const byte Version = 1;
    private const int FixedSize = 4 + 1 + 2;
    private const int PrefixSize = 4;
    private const string Purpose = "blob";

    private readonly AesGcm gcm;
    private readonly byte[] nonce = new byte[12];
    private readonly byte[] associated = new byte[SHA256.HashSizeInBytes + 8 + 1];

    private BlobFormat(byte[] header, byte[] dataKey, string context)
    {
        Header = header;
        gcm = new AesGcm(dataKey, TagSize);
        CryptographicOperations.ZeroMemory(dataKey);
        header.AsSpan(header.Length - PrefixSize).CopyTo(nonce);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(Encoding.UTF8.GetBytes(context));
        hash.GetHashAndReset(associated);
    }

    public byte[] Header { get; }

    public static BlobFormat New(IKeyVault vault, string context)
    {
        var dataKey = RandomNumberGenerator.GetBytes(32);
        var wrapped = vault.Wrap(dataKey, new KeyContext(Purpose, context));
        var header = new byte[FixedSize + wrapped.Length + PrefixSize];
        "PBLB"u8.CopyTo(header);
        header[4] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(5), (ushort)wrapped.Length);
        wrapped.CopyTo(header, FixedSize);
        RandomNumberGenerator.Fill(header.AsSpan(header.Length - PrefixSize));
        return new BlobFormat(header, dataKey, context);
    }

    /// <param name="start">The first bytes of the file, at least as many as the header has.</param>
    /// <exception cref="BlobTamperedException">No blob's beginning, or the key does not open in this context.</exception>
    public static BlobFormat Open(ReadOnlySpan<byte> start, IKeyVault vault, string context)
    {
        if (start.Length < FixedSize || !start[..4].SequenceEqual("PBLB"u8) || start[4] != Version)
            throw new BlobTamperedException("The stored file does not begin as a blob does.");
        var wrappedLength = BinaryPrimitives.ReadUInt16BigEndian(start[5..]);
        var length = FixedSize + wrappedLength + PrefixSize;
        if (start.Length < length) throw new BlobTamperedException("The stored file ends inside its header.");
        try
        {
            var dataKey = vault.Unwrap(start.Slice(FixedSize, wrappedLength), new KeyContext(Purpose, context));
            return new BlobFormat(start[..length].ToArray(), dataKey, context);
        }
        catch (KeyUnwrapException cause)
        {
            throw new BlobTamperedException($"The blob's key does not open for {context}: {cause.Message}", cause);
        }
    }

    /// <summary>Writes the chunk and its tag into <paramref name="sealedChunk"/>, exactly that long.</summary>
    public void Seal(ReadOnlySpan<byte> plain, long index, bool last, Span<byte> sealedChunk)
    {
        Address(index, last);
        gcm.Encrypt(nonce, plain, sealedChunk[..plain.Length], sealedChunk[plain.Length..], associated);
    }

    /// <exception cref="BlobTamperedException">Altered, or not the chunk that belongs here.</exception>
    public void Open(ReadOnlySpan<byte> sealedChunk, long index, bool last, Span<byte> plain)
    {
        Address(index, last);
        try
        {
            gcm.Decrypt(nonce, sealedChunk[..^TagSize], sealedChunk[^TagSize..], plain, associated);
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw new BlobTamperedException($"Chunk {index} of the blob was altered, moved or cut.", cause);
        }
    }

    public void Dispose() => gcm.Dispose();

    private void Address(long index, bool last)
    {
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(PrefixSize), index);
        BinaryPrimitives.WriteInt64BigEndian(associated.AsSpan(SHA256.HashSizeInBytes), index);
        associated[^1] = last ? (byte)1 : (byte)0;
    }
}
