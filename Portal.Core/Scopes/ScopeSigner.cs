using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Core.Scopes;

/// <summary>A stored scope whose bytes, hash, key or signature do not agree. Nothing may be extracted for it.</summary>
public sealed class ScopeTamperedException(string message) : Exception(message);

/// <summary>
/// Signs what was approved and verifies it again before use. The key lives outside the database: whoever can change rows
/// still cannot make a scope.
/// </summary>
public sealed class ScopeSigner(ECDsa key)
{
    private static readonly JsonSerializerOptions Canonical = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Identifies the signing key: first 16 hex digits of SHA-256 over its SubjectPublicKeyInfo.</summary>
    public string KeyId { get; } = KeyIdOf(key);

    /// <summary>The public key as PEM, for the package and for verification without us.</summary>
    public string PublicKeyPem => key.ExportSubjectPublicKeyInfoPem();

    internal AuthorizedScope Sign(ScopeStatement statement)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(statement, Canonical);
        var signature = key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var signed = new SignedScope([.. bytes], Convert.ToHexStringLower(SHA256.HashData(bytes)), [.. signature], KeyId);
        return new AuthorizedScope(statement, signed);
    }

    /// <summary>Verifies a stored scope and opens it.</summary>
    /// <exception cref="ScopeTamperedException">The bytes, the hash, the key or the signature do not agree.</exception>
    public AuthorizedScope Open(SignedScope signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        if (signed.KeyId != KeyId)
            throw new ScopeTamperedException($"The scope names key {signed.KeyId}; this portal signs with {KeyId}.");
        return Verify(signed, key);
    }

    /// <summary>Verifies a scope against a public key alone, as the offline verifier does.</summary>
    /// <exception cref="ScopeTamperedException">The bytes, the hash or the signature do not agree.</exception>
    public static AuthorizedScope Verify(SignedScope signed, ECDsa publicKey)
    {
        ArgumentNullException.ThrowIfNull(signed);
        ArgumentNullException.ThrowIfNull(publicKey);
        var bytes = signed.Statement.AsSpan();
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), signed.Sha256, StringComparison.Ordinal))
            throw new ScopeTamperedException("The scope's bytes do not match its hash.");
        if (!publicKey.VerifyData(bytes, signed.Signature.AsSpan(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            throw new ScopeTamperedException("The scope's signature does not verify.");
        return new AuthorizedScope(Parse(signed), signed);
    }

    /// <summary>
    /// What a stored scope says, verified or not: to show to people who look into what went wrong. It is no
    /// <see cref="AuthorizedScope"/>, and nothing can be extracted with it. Null where the bytes cannot be read at all.
    /// </summary>
    public static ScopeStatement? ReadUnverified(SignedScope signed)
    {
        ArgumentNullException.ThrowIfNull(signed);
        try
        {
            return Parse(signed);
        }
        catch (ScopeTamperedException)
        {
            return null;
        }
    }

    private static ScopeStatement Parse(SignedScope signed)
    {
        try
        {
            return JsonSerializer.Deserialize<ScopeStatement>(signed.Statement.AsSpan(), Canonical)
                ?? throw new ScopeTamperedException("The scope's bytes hold no statement.");
        }
        catch (JsonException)
        {
            throw new ScopeTamperedException("The scope's bytes cannot be read as a statement.");
        }
    }

    public static string KeyIdOf(ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
    }
}
