using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// A detached CMS signature taken apart (RFC 5652) and checked against a hash, so that the signed file is never in memory. The framework's own
/// reader wants the content itself.
/// </summary>
internal sealed class CmsSignature
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private readonly List<X509Certificate2> certificates = [];
    private readonly Dictionary<string, ReadOnlyMemory<byte>> signedAttributes = [];
    private ReadOnlyMemory<byte> signedBytes;
    private ReadOnlyMemory<byte> issuer;
    private ReadOnlyMemory<byte> keyIdentifier;
    private BigInteger serial;
    private SignatureAlgorithm? algorithm;

    private CmsSignature()
    {
    }

    public IReadOnlyList<X509Certificate2> Certificates => certificates;

    public X509Certificate2? Signer { get; private set; }

    public HashAlgorithmName Digest { get; private set; }

    public byte[] Value { get; private set; } = [];

    /// <summary>The RFC 3161 token over <see cref="Value"/>, or null.</summary>
    public byte[]? Timestamp { get; private set; }

    public DateTimeOffset? ClaimedTimeUtc { get; private set; }

    /// <summary>Whether it says, signed, by which certificate it was made, as every baseline level asks.</summary>
    public bool BindsItsCertificate => signedAttributes.ContainsKey(Oids.SigningCertificateV2) || signedAttributes.ContainsKey(Oids.SigningCertificate);

    /// <summary>Throws <see cref="AsnContentException"/> or <see cref="CryptographicException"/> where it is none.</summary>
    public static CmsSignature Read(ReadOnlyMemory<byte> der)
    {
        var cms = new CmsSignature();
        var outer = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        if (outer.ReadObjectIdentifier() != Oids.SignedData) throw new CryptographicException("The value is not a signature.");
        var signedData = outer.ReadSequence(Context0).ReadSequence();
        signedData.ReadInteger();
        signedData.ReadSetOf(skipSortOrderValidation: true);
        signedData.ReadSequence();
        if (signedData.PeekTag().HasSameClassAndValue(Context0)) cms.ReadCertificates(signedData.ReadSetOf(skipSortOrderValidation: true, Context0));
        if (signedData.PeekTag().HasSameClassAndValue(Context1)) signedData.ReadEncodedValue();
        var signers = signedData.ReadSetOf(skipSortOrderValidation: true);
        cms.ReadSigner(signers.ReadSequence());
        if (signers.HasData) throw new CryptographicException("The value holds more than one signer.");
        return cms;
    }

    /// <summary>Null where the signature over <paramref name="hash"/> holds, else why not.</summary>
    public string? Check(ReadOnlySpan<byte> hash)
    {
        if (Signer is null) return "The signature does not carry its signer's certificate.";
        if (!signedAttributes.TryGetValue(Oids.MessageDigest, out var digest)) return "The signature has no signed hash.";
        if (!signedAttributes.TryGetValue(Oids.ContentType, out var type) || new AsnReader(type, AsnEncodingRules.BER).ReadObjectIdentifier() != Oids.Data)
            return "The signature is over another kind of content.";
        if (!CryptographicOperations.FixedTimeEquals(new AsnReader(digest, AsnEncodingRules.BER).ReadOctetString(), hash))
            return "The signed bytes were changed.";
        if (!NamesItsCertificate()) return "The signature names another certificate than the one it carries.";
        return VerifyValue() ? null : "The signature's value is not the signer's.";
    }

    private static HashAlgorithmName Algorithm(string oid) =>
        SignatureAlgorithm.HashOf(oid) ?? throw new CryptographicException($"The hash algorithm {oid} is not supported.");

    private void ReadCertificates(AsnReader set)
    {
        while (set.HasData)
        {
            var encoded = set.ReadEncodedValue();
            // Only X.509 certificates are sequences; the other choices are obsolete.
            if (encoded.Span[0] == 0x30) certificates.Add(X509CertificateLoader.LoadCertificate(encoded.Span));
        }
    }

    private void ReadSigner(AsnReader signer)
    {
        signer.ReadInteger();
        if (signer.PeekTag().HasSameClassAndValue(Context0)) keyIdentifier = signer.ReadOctetString(Context0);
        else
        {
            var name = signer.ReadSequence();
            issuer = name.ReadEncodedValue();
            serial = name.ReadInteger();
        }
        Digest = Algorithm(signer.ReadSequence().ReadObjectIdentifier());
        if (!signer.PeekTag().HasSameClassAndValue(Context0)) throw new CryptographicException("The signature has no signed attributes.");
        var attributes = signer.PeekEncodedValue();
        ReadAttributes(signer.ReadSetOf(skipSortOrderValidation: true, Context0), signedAttributes);
        var set = attributes.ToArray();
        set[0] = 0x31;
        signedBytes = set;
        algorithm = SignatureAlgorithm.Read(signer.ReadSequence());
        Value = signer.ReadOctetString();
        if (signer.HasData && signer.PeekTag().HasSameClassAndValue(Context1))
        {
            var unsigned = new Dictionary<string, ReadOnlyMemory<byte>>();
            ReadAttributes(signer.ReadSetOf(skipSortOrderValidation: true, Context1), unsigned);
            if (unsigned.TryGetValue(Oids.SignatureTimestamp, out var token)) Timestamp = token.ToArray();
        }
        if (signedAttributes.TryGetValue(Oids.SigningTime, out var time)) ClaimedTimeUtc = ReadTime(time);
        Signer = certificates.Find(IsSigner);
    }

    private static DateTimeOffset ReadTime(ReadOnlyMemory<byte> value)
    {
        var reader = new AsnReader(value, AsnEncodingRules.BER);
        return reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
    }

    private static void ReadAttributes(AsnReader set, Dictionary<string, ReadOnlyMemory<byte>> into)
    {
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (!values.HasData) continue;
            if (!into.TryAdd(oid, values.ReadEncodedValue())) throw new CryptographicException("An attribute is given twice.");
        }
    }

    private bool IsSigner(X509Certificate2 certificate)
    {
        if (keyIdentifier.IsEmpty)
            return certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span)
                && new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: false, isBigEndian: true) == serial;
        return certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes.Span.SequenceEqual(keyIdentifier.Span) == true;
    }

    /// <summary>Checks the attribute signing-certificate (version 1 or 2) where there is one.</summary>
    private bool NamesItsCertificate()
    {
        var second = signedAttributes.TryGetValue(Oids.SigningCertificateV2, out var attribute);
        if (!second && !signedAttributes.TryGetValue(Oids.SigningCertificate, out attribute)) return true;
        var first = new AsnReader(attribute, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
        var algorithm = second ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        if (second && first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence)) algorithm = Algorithm(first.ReadSequence().ReadObjectIdentifier());
        return first.ReadOctetString().AsSpan().SequenceEqual(CryptographicOperations.HashData(algorithm, Signer!.RawData));
    }

    private bool VerifyValue()
    {
        var signer = Signer ?? throw new CryptographicException("The signer's certificate is missing.");
        return algorithm?.Verify(signer, CryptographicOperations.HashData(Digest, signedBytes.Span), Digest, Value) == true;
    }
}
