using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>What X.509 certificates and revocation lists have in common: content, algorithm, signature (RFC 5280, 4.1.1).</summary>
internal sealed record SignedStructure(ReadOnlyMemory<byte> Content, SignatureAlgorithm Algorithm, byte[] Signature)
{
    /// <exception cref="AsnContentException">It is no such structure.</exception>
    public static SignedStructure Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var parts = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var content = parts.ReadEncodedValue();
        var algorithm = parts.PeekEncodedValue();
        var named = SignatureAlgorithm.Read(parts.ReadSequence());
        var signature = parts.ReadBitString(out var unused);
        parts.ThrowIfNotEmpty();
        if (unused != 0 || !AlgorithmInside(content).Span.SequenceEqual(algorithm.Span)) throw new AsnContentException("The signature is not the one that the content names.");
        return new SignedStructure(content, named, signature);
    }

    /// <summary>The algorithm as the signed part repeats it, behind version and serial number.</summary>
    private static ReadOnlyMemory<byte> AlgorithmInside(ReadOnlyMemory<byte> content)
    {
        var inside = new AsnReader(content, AsnEncodingRules.DER).ReadSequence();
        while (!inside.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) inside.ReadEncodedValue();
        return inside.ReadEncodedValue();
    }

    /// <summary>Whether the key of <paramref name="issuer"/> made the signature. False too where the algorithm is not one we trust.</summary>
    public bool IsSignedBy(X509Certificate2 issuer)
    {
        try
        {
            return Algorithm.Digest is { } digest && Algorithm.Verify(issuer, CryptographicOperations.HashData(digest, Content.Span), digest, Signature);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
