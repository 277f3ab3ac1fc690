using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>A signature algorithm as CMS and X.509 name it: RSA with PKCS#1 v1.5 or PSS, or ECDSA.</summary>
/// <param name="Digest">The hash it names; null where it leaves that to others, or names one that can be forged.</param>
internal sealed record SignatureAlgorithm(string Oid, HashAlgorithmName? Digest)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    /// <param name="identifier">The inside of an AlgorithmIdentifier.</param>
    public static SignatureAlgorithm Read(AsnReader identifier)
    {
        var oid = identifier.ReadObjectIdentifier();
        if (oid == Oids.RsaPss) return ReadPss(identifier.ReadSequence());
        HashAlgorithmName? digest = oid switch
        {
            Oids.RsaSha256 or Oids.EcdsaSha256 => HashAlgorithmName.SHA256,
            Oids.RsaSha384 or Oids.EcdsaSha384 => HashAlgorithmName.SHA384,
            Oids.RsaSha512 or Oids.EcdsaSha512 => HashAlgorithmName.SHA512,
            _ => null,
        };
        return new SignatureAlgorithm(oid, digest);
    }

    public static HashAlgorithmName? HashOf(string oid) => oid switch
    {
        Oids.Sha1 => HashAlgorithmName.SHA1,
        Oids.Sha256 => HashAlgorithmName.SHA256,
        Oids.Sha384 => HashAlgorithmName.SHA384,
        Oids.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <param name="hash">Of the signed bytes, by <paramref name="digest"/>, which must be the one this algorithm names, if it names one.</param>
    public bool Verify(X509Certificate2 signer, ReadOnlySpan<byte> hash, HashAlgorithmName digest, ReadOnlySpan<byte> signature)
    {
        if (Digest is { } named && named != digest) return false;
        using var ecdsa = signer.GetECDsaPublicKey();
        if (ecdsa is not null) return ecdsa.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        using var rsa = signer.GetRSAPublicKey() ?? throw new CryptographicException("The signer's kind of key is not supported.");
        return rsa.VerifyHash(hash, signature, digest, Oid == Oids.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    /// <summary>
    /// RFC 4055, 3.1. What is not written stands for SHA-1, which is refused. The salt has to be as long as the hash, as every profile asks and the
    /// framework presumes.
    /// </summary>
    private static SignatureAlgorithm ReadPss(AsnReader parameters)
    {
        HashAlgorithmName? digest = null;
        var maskDigest = "";
        var salt = 20;
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Context0))
            digest = HashOf(parameters.ReadSequence(Context0).ReadSequence().ReadObjectIdentifier());
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Context1))
        {
            var mask = parameters.ReadSequence(Context1).ReadSequence();
            mask.ReadObjectIdentifier();
            maskDigest = mask.ReadSequence().ReadObjectIdentifier();
        }
        if (parameters.HasData && parameters.PeekTag().HasSameClassAndValue(Context2)
            && !parameters.ReadSequence(Context2).TryReadInt32(out salt)) throw new CryptographicException("The signature's salt has no sensible length.");
        if (digest is null || digest == HashAlgorithmName.SHA1 || HashOf(maskDigest) != digest)
            throw new CryptographicException("The signature's hash is not supported.");
        if (salt != (digest == HashAlgorithmName.SHA256 ? 32 : digest == HashAlgorithmName.SHA384 ? 48 : 64))
            throw new CryptographicException($"The signature's salt of {salt} bytes is not supported.");
        return new SignatureAlgorithm(Oids.RsaPss, digest);
    }
}
