using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// A detached CAdES signature (ETSI EN 319 122-1, as PAdES baseline B-B or B-T wants it) over a hash that is already known, so that no file
/// has to be in memory. SHA-256 throughout.
/// </summary>
internal static class CadesSignature
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4);

    public static byte[] Create(ReadOnlySpan<byte> sha256, IDocumentSigner signer, ITimestampAuthority? timestamps)
    {
        var attributes = SignedAttributes(sha256, signer.Certificate);
        var signature = signer.SignHash(SHA256.HashData(attributes));
        var token = timestamps?.Timestamp(SHA256.HashData(signature));
        // What is signed is a SET; what is stored is the same bytes under an implicit tag (RFC 5652, 5.4).
        attributes[0] = 0xA0;

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using (writer.PushSequence(Context0))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf()) WriteAlgorithm(writer, Oids.Sha256, withNull: false);
                using (writer.PushSequence()) writer.WriteObjectIdentifier(Oids.Data);
                using (writer.PushSetOf(Context0))
                {
                    writer.WriteEncodedValue(signer.Certificate.RawData);
                    foreach (var certificate in signer.Chain) writer.WriteEncodedValue(certificate.RawData);
                }
                using (writer.PushSetOf()) WriteSigner(writer, signer.Certificate, attributes, signature, token);
            }
        }
        return writer.Encode();
    }

    /// <summary>The attribute signing-certificate-v2 (RFC 5035): binds the signature to this certificate and no other of the same key.</summary>
    public static byte[] SigningCertificateV2(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(SHA256.HashData(certificate.RawData));
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                using (writer.PushSequence(DirectoryName)) writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteIntegerUnsigned(certificate.SerialNumberBytes.Span);
            }
        }
        return writer.Encode();
    }

    private static byte[] SignedAttributes(ReadOnlySpan<byte> sha256, X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.ContentType);
                using (writer.PushSetOf()) writer.WriteObjectIdentifier(Oids.Data);
            }
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.MessageDigest);
                using (writer.PushSetOf()) writer.WriteOctetString(sha256);
            }
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.SigningCertificateV2);
                using (writer.PushSetOf()) writer.WriteEncodedValue(SigningCertificateV2(certificate));
            }
        }
        return writer.Encode();
    }

    private static void WriteSigner(AsnWriter writer, X509Certificate2 certificate, byte[] attributes, byte[] signature, byte[]? token)
    {
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(certificate.IssuerName.RawData);
                writer.WriteIntegerUnsigned(certificate.SerialNumberBytes.Span);
            }
            WriteAlgorithm(writer, Oids.Sha256, withNull: false);
            writer.WriteEncodedValue(attributes);
            if (certificate.PublicKey.Oid.Value == Oids.Rsa) WriteAlgorithm(writer, Oids.RsaSha256, withNull: true);
            else WriteAlgorithm(writer, Oids.EcdsaSha256, withNull: false);
            writer.WriteOctetString(signature);
            if (token is null) return;
            using (writer.PushSetOf(Context1))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.SignatureTimestamp);
                using (writer.PushSetOf()) writer.WriteEncodedValue(token);
            }
        }
    }

    private static void WriteAlgorithm(AsnWriter writer, string oid, bool withNull)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (withNull) writer.WriteNull();
        }
    }
}
