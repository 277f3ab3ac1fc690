using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>A key that signs documents: in a file, a token or a service. For several threads at once.</summary>
public interface IDocumentSigner
{
    /// <summary>The signing certificate; its public key is RSA (at least 2048 bits) or ECDSA on P-256 or P-384.</summary>
    X509Certificate2 Certificate { get; }

    /// <summary>The certificates above it, nearest first; embedded in each signature.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Who signs, as a reader's signature panel shows it.</summary>
    string Name { get; }

    /// <summary>False for a development key: whatever shows its signature must say so.</summary>
    bool Trusted { get; }

    /// <summary>
    /// Signs a SHA-256 hash (32 bytes): for RSA with PKCS#1 v1.5 padding, for ECDSA as a DER sequence of r and s.
    /// </summary>
    /// <exception cref="SigningException">The key cannot be used. The message says why.</exception>
    byte[] SignHash(ReadOnlySpan<byte> sha256);
}

/// <summary>A time-stamping authority (RFC 3161). For several threads at once.</summary>
public interface ITimestampAuthority
{
    /// <summary>Certificates above the authority's own, for those who have to judge a token that does not bring them.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>Bytes to set aside for a token.</summary>
    int LargestToken { get; }

    /// <summary>A time-stamp token, DER, over a SHA-256 hash (32 bytes).</summary>
    /// <exception cref="SigningException">There is none to be had. The message says why.</exception>
    byte[] Timestamp(ReadOnlySpan<byte> sha256);
}

/// <summary>Where revocation lists (RFC 5280) come from. For several threads at once.</summary>
public interface IRevocationLists
{
    /// <summary>A revocation list that is current, DER, in which <paramref name="issuer"/> would name <paramref name="certificate"/> if it were revoked.</summary>
    /// <exception cref="SigningException">There is none to be had. The message says why.</exception>
    byte[] Current(X509Certificate2 certificate, X509Certificate2 issuer);
}

/// <summary>A document could not be signed: key, time stamp or revocation list. The message says what to mend, and holds no secret.</summary>
public sealed class SigningException(string message, Exception? inner = null) : Exception(message, inner);
