using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Storage.Keys;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// How a text lies in the file: <c>nonce (12, random) ‖ sealed text ‖ tag (16)</c>, AES-256-GCM under the conversation's data key, bound to
/// conversation, message and version. This class makes keys and addresses; it opens nothing.
/// </summary>
internal static class BodyCipher
{
    public const int NonceSize = 12;
    public const int TagSize = 16;
    private const string Purpose = "conversation";

    public static byte[] NewConversationKey(IKeyVault vault, string conversationId, out AesGcm cipher)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var wrapped = vault.Wrap(key, new KeyContext(Purpose, conversationId));
        cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    public static AesGcm ForConversation(IKeyVault vault, string conversationId, byte[] wrapped)
    {
        var key = vault.Unwrap(wrapped, new KeyContext(Purpose, conversationId));
        var cipher = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    public static int AddressLength(int conversationLength, int messageLength) => 4 + conversationLength + 4 + messageLength + 4;

    /// <summary>Writes the associated data of one text; lengths go with the names so that they cannot run into each other.</summary>
    /// <param name="version">0 for the first text; of a message edited n times, the present one is n.</param>
    public static ReadOnlySpan<byte> Address(Span<byte> into, ReadOnlySpan<byte> conversationId, string messageId, int version)
    {
        BinaryPrimitives.WriteInt32BigEndian(into, conversationId.Length);
        conversationId.CopyTo(into[4..]);
        var at = 4 + conversationId.Length;
        var length = Encoding.UTF8.GetBytes(messageId, into[(at + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(into[at..], length);
        at += 4 + length;
        BinaryPrimitives.WriteInt32BigEndian(into[at..], version);
        return into[..(at + 4)];
    }
}
