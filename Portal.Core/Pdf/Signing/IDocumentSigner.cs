using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>A key that signs documents: in a file, a token or a service.</summary>
public interface IDocumentSigner
{
    /// <summary>The signing certificate; its public key is RSA (at least 2048 bits) or ECDSA on P-256.</summary>
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
    byte[] SignHash(ReadOnlySpan<byte> sha256);
}

/// <summary>A time-stamping authority (RFC 3161).</summary>
public interface ITimestampAuthority
{
    /// <summary>A time-stamp token, DER, over a SHA-256 hash (32 bytes).</summary>
    byte[] Timestamp(ReadOnlySpan<byte> sha256);
}
