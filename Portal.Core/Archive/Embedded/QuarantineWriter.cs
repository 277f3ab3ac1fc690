using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Portal.Core.Archive.Embedded;

/// <summary>
/// Keeps lines that could not be imported, sealed, where they can be found; and tags every line's content, so that a repeated id is
/// told from a repeated line. Tags are keyed: a hash of a short text would give the text away.
/// </summary>
internal sealed class QuarantineWriter : IDisposable
{
    private const int TagLength = 16;
    private readonly SqliteConnection connection;
    private readonly byte[] tagKey;
    private readonly AesGcm cipher;

    public QuarantineWriter(ArchiveFile file, SqliteConnection connection)
    {
        this.connection = connection;
        var archiveKey = file.ArchiveKey();
        tagKey = HKDF.Expand(HashAlgorithmName.SHA256, archiveKey, 32, "content tags"u8.ToArray());
        var lineKey = HKDF.Expand(HashAlgorithmName.SHA256, archiveKey, 32, "quarantined lines"u8.ToArray());
        cipher = new AesGcm(lineKey, BodyCipher.TagSize);
        CryptographicOperations.ZeroMemory(lineKey);
        CryptographicOperations.ZeroMemory(archiveKey);
    }

    public byte[] TagOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(tagKey, content, hash);
        return hash[..TagLength].ToArray();
    }

    /// <returns>False where the same line of the same file was set aside before.</returns>
    public bool Keep(long sourceNo, long line, ReadOnlySpan<byte> raw, QuarantineReason reason, string detail, DateTimeOffset now)
    {
        var sealedLine = new byte[BodyCipher.NonceSize + raw.Length + BodyCipher.TagSize];
        RandomNumberGenerator.Fill(sealedLine.AsSpan(0, BodyCipher.NonceSize));
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(address, sourceNo);
        BinaryPrimitives.WriteInt64BigEndian(address[8..], line);
        cipher.Encrypt(sealedLine.AsSpan(0, BodyCipher.NonceSize), raw, sealedLine.AsSpan(BodyCipher.NonceSize, raw.Length), sealedLine.AsSpan(sealedLine.Length - BodyCipher.TagSize), address);
        using var command = connection.Command("""
            INSERT INTO quarantine (source_no, line, content_tag, reason, detail, reported_at, raw) VALUES ($source, $line, $tag, $reason, $detail, $now, $raw)
            ON CONFLICT DO NOTHING
            """, ("$source", sourceNo), ("$line", line), ("$tag", TagOf(raw)), ("$reason", reason.ToString()), ("$detail", detail), ("$now", now.UtcTicks), ("$raw", sealedLine));
        return command.ExecuteNonQuery() > 0;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(tagKey);
        cipher.Dispose();
    }
}
