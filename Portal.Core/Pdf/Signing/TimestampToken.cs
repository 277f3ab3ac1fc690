using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>A time-stamp token (RFC 3161), judged.</summary>
/// <param name="Problem">Why it does not hold, in words; "" where it does.</param>
/// <param name="Utc">What the authority says; only where it holds.</param>
/// <param name="Authority">The certificate that signed it: the one its signed attribute names, whatever else it brings along.</param>
/// <param name="Certificates">All that it brings along. Nothing vouches for them.</param>
internal sealed record TimestampToken(string Problem, DateTimeOffset? Utc, X509Certificate2? Authority, IReadOnlyList<X509Certificate2> Certificates)
{
    public bool Holds => Problem.Length == 0;

    /// <summary>Which hash the token is over; null where it is malformed or the hash is not one we trust.</summary>
    public static HashAlgorithmName? DigestOf(ReadOnlyMemory<byte> der) => TryRead(der) is { Info: var info } ? DigestOf(info) : null;

    /// <summary>What the token says and who may have said so; null where it is none. Nothing is checked yet.</summary>
    public static (SignedCms Cms, Rfc3161TimestampTokenInfo Info)? TryRead(ReadOnlyMemory<byte> der)
    {
        try
        {
            var cms = new SignedCms();
            cms.Decode(der.Span);
            return cms.ContentInfo.ContentType.Value == Oids.TimestampInfo
                && Rfc3161TimestampTokenInfo.TryDecode(cms.ContentInfo.Content, out var info, out var used) && used == cms.ContentInfo.Content.Length
                ? (cms, info)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <param name="hash">What the token must be over, by <see cref="DigestOf(ReadOnlyMemory{byte})"/>.</param>
    /// <param name="others">Certificates among which the authority's may be, where the token does not bring it.</param>
    public static TimestampToken Judge(ReadOnlyMemory<byte> der, ReadOnlySpan<byte> hash, IReadOnlyList<X509Certificate2> others)
    {
        if (TryRead(der) is not { } read) return Failed("The time stamp is malformed.");
        try
        {
            if (DigestOf(read.Info) is not { } digest) return Failed("The time stamp's hash is not supported.");
            if (!CryptographicOperations.FixedTimeEquals(read.Info.GetMessageHash().Span, hash)) return Failed("The time stamp is over something else.");
            // The framework checks the signature, the signed attribute that names the certificate, its purpose and that the time lies within its
            // validity: when it decodes, if the token brings the certificate, or else when it is given others.
            if (Rfc3161TimestampToken.TryDecode(der, out var token, out var used) && used == der.Length
                && token.VerifySignatureForHash(hash, digest, out var authority, [.. others]) && authority is not null)
                return new TimestampToken("", token.TokenInfo.Timestamp.ToUniversalTime(), authority, [.. read.Cms.Certificates]);
            return Failed(Why(read.Cms, read.Info, others));
        }
        catch (CryptographicException)
        {
            return Failed("The time stamp is malformed.");
        }
    }

    private static HashAlgorithmName? DigestOf(Rfc3161TimestampTokenInfo info) =>
        SignatureAlgorithm.HashOf(info.HashAlgorithmId.Value ?? "") is { } digest && digest != HashAlgorithmName.SHA1 ? digest : null;

    private static string Why(SignedCms cms, Rfc3161TimestampTokenInfo info, IReadOnlyList<X509Certificate2> others)
    {
        var signer = cms.SignerInfos.Count == 1 ? cms.SignerInfos[0] : null;
        if (signer is null) return "The time stamp has more than one signer, or none.";
        var authority = signer.Certificate ?? others.FirstOrDefault(signer.SignerIdentifier.MatchesCertificate);
        if (authority is null) return "The time stamp does not bring its authority's certificate.";
        if (info.Timestamp < authority.NotBefore || info.Timestamp > authority.NotAfter) return "The time stamp's authority had no valid certificate at that time.";
        return MayStamp(authority) ? "The time stamp's signature does not hold." : "The time stamp's certificate is not one for time stamps.";
    }

    private static bool MayStamp(X509Certificate2 certificate) => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(purposes => purposes.Critical && purposes.EnhancedKeyUsages is [{ Value: Oids.TimeStamping }]);

    private static TimestampToken Failed(string problem) => new(problem, null, null, []);
}
