using System.Buffers.Binary;
using System.Security.Cryptography;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Preserved;

/// <summary>
/// The key of one snapshot. Each piece is AES-256-GCM under it, bound to the snapshot and to the place the piece before it ended at, so that none
/// can be left out, doubled or moved. It opens no text: those inside stay sealed under their conversation's key. When the wrapped key is destroyed,
/// so is the copy.
/// </summary>
public sealed class SnapshotSeal : IDisposable
{
    private const string Purpose = "preservation";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly AesGcm cipher;
    private readonly Guid snapshotId;

    private SnapshotSeal(Guid snapshotId, byte[] key)
    {
        this.snapshotId = snapshotId;
        cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>A new key, wrapped by the vault for this snapshot alone.</summary>
    public static byte[] NewKey(IKeyVault vault, Guid snapshotId)
    {
        ArgumentNullException.ThrowIfNull(vault);
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = vault.Wrap(key, Context(snapshotId));
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    /// <exception cref="SnapshotException">The key was destroyed, altered, or is another snapshot's.</exception>
    public static SnapshotSeal Open(IKeyVault vault, Guid snapshotId, byte[]? wrapped)
    {
        ArgumentNullException.ThrowIfNull(vault);
        if (wrapped is null) throw new SnapshotException("The key of this snapshot has been destroyed, so nothing of it can be read any more.");
        try
        {
            return new SnapshotSeal(snapshotId, vault.Unwrap(wrapped, Context(snapshotId)));
        }
        catch (KeyUnwrapException cause)
        {
            throw new SnapshotException("The key of this snapshot does not open. Restore the key folder, or the database, from the backup.", cause);
        }
    }

    internal byte[] Seal(ReadOnlySpan<byte> piece, ReadPosition? after)
    {
        var into = new byte[NonceSize + piece.Length + TagSize];
        RandomNumberGenerator.Fill(into.AsSpan(0, NonceSize));
        cipher.Encrypt(into.AsSpan(0, NonceSize), piece, into.AsSpan(NonceSize, piece.Length), into.AsSpan(NonceSize + piece.Length), Place(after));
        return into;
    }

    /// <exception cref="SnapshotException">Altered, moved, or of another snapshot.</exception>
    internal byte[] Open(ReadOnlySpan<byte> stored, ReadPosition? after)
    {
        if (stored.Length < NonceSize + TagSize) throw new SnapshotException(Altered);
        var piece = new byte[stored.Length - NonceSize - TagSize];
        try
        {
            cipher.Decrypt(stored[..NonceSize], stored[NonceSize..^TagSize], stored[^TagSize..], piece, Place(after));
            return piece;
        }
        catch (AuthenticationTagMismatchException cause)
        {
            throw new SnapshotException(Altered, cause);
        }
    }

    public void Dispose() => cipher.Dispose();

    private const string Altered = "A piece of this snapshot was altered, moved or left out. Nothing of it is used: restore the blob store from its backup.";

    private static KeyContext Context(Guid snapshotId) => new(Purpose, snapshotId.ToString("N"));

    private byte[] Place(ReadPosition? after)
    {
        var place = new byte[32];
        snapshotId.TryWriteBytes(place);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(16), after?.SentUtc.UtcTicks ?? -1);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(24), after?.Sequence ?? -1);
        return place;
    }
}
