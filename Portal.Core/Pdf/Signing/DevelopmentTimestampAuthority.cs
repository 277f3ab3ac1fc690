using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// Issues RFC 3161 tokens with a key of our own and this machine's clock. It shows that a program's stamps are well formed, and proves the time
/// to nobody else.
/// </summary>
internal sealed class DevelopmentTimestampAuthority(X509Certificate2 certificate, X509Certificate2 issuer, ECDsa key, TimeProvider clock)
    : ITimestampAuthority
{
    /// <summary>Our policy: "as said above". An arc of UUIDs (ITU-T X.667), which needs no registration.</summary>
    private const string Policy = "2.25.304128637482611223";

    public IReadOnlyList<X509Certificate2> Chain => [issuer];

    public int LargestToken => 2048;

    public byte[] Timestamp(ReadOnlySpan<byte> sha256)
    {
        using var signing = certificate.CopyWithPrivateKey(key);
        var cms = new SignedCms(new ContentInfo(new Oid(Oids.TimestampInfo), Info(sha256)));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signing)
        {
            DigestAlgorithm = new Oid(Oids.Sha256),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new AsnEncodedData(Oids.SigningCertificateV2, CadesSignature.SigningCertificateV2(certificate)));
        signer.Certificates.Add(issuer);
        cms.ComputeSignature(signer, silent: true);
        return cms.Encode();
    }

    private byte[] Info(ReadOnlySpan<byte> sha256)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(Policy);
            using (writer.PushSequence())
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(Oids.Sha256);
                writer.WriteOctetString(sha256);
            }
            var serial = RandomNumberGenerator.GetBytes(16);
            serial[0] &= 0x7F;
            // A leading zero byte would not be DER.
            serial[0] |= 0x40;
            writer.WriteInteger(serial);
            writer.WriteGeneralizedTime(clock.GetUtcNow(), omitFractionalSeconds: true);
            using (writer.PushSequence()) writer.WriteInteger(1);
        }
        return writer.Encode();
    }
}
