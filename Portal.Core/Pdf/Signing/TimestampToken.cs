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
    public static HashAlgorithmName? DigestOf(ReadOnlyMemory<byte> der) =>
        TryDecode(der) is { } token && SignatureAlgorithm.HashOf(token.TokenInfo.HashAlgorithmId.Value ?? "") is { } digest && digest != HashAlgorithmName.SHA1 ? digest : null;

    /// <param name="hash">What the token must be over, by <see cref="DigestOf"/>.</param>
    /// <param name="others">Certificates among which the authority's may be, where the token does not bring it.</param>
    public static TimestampToken Judge(ReadOnlyMemory<byte> der, ReadOnlySpan<byte> hash, IEnumerable<X509Certificate2> others)
    {
        try
        {
            if (TryDecode(der) is not { } token) return Failed("The time stamp is malformed.");
            if (DigestOf(der) is not { } digest) return Failed("The time stamp's hash is not supported.");
            if (!CryptographicOperations.FixedTimeEquals(token.TokenInfo.GetMessageHash().Span, hash)) return Failed("The time stamp is over something else.");
            IReadOnlyList<X509Certificate2> brought = [.. token.AsSignedCms().Certificates];
            // The framework checks the signature, the signed attribute that names the certificate, its purpose and that the time lies within its validity.
            if (token.VerifySignatureForHash(hash, digest, out var authority, [.. others]) && authority is not null)
                return new TimestampToken("", token.TokenInfo.Timestamp.ToUniversalTime(), authority, brought);
            return Failed(Why(token, others)) with { Certificates = brought };
        }
        catch (CryptographicException)
        {
            return Failed("The time stamp is malformed.");
        }
    }

    private static string Why(Rfc3161TimestampToken token, IEnumerable<X509Certificate2> others)
    {
        var signer = token.AsSignedCms().SignerInfos is [var only] ? only : null;
        var authority = signer?.Certificate ?? others.FirstOrDefault(each => Names(signer?.SignerIdentifier, each));
        if (authority is null) return "The time stamp does not bring its authority's certificate.";
        var time = token.TokenInfo.Timestamp;
        if (time < authority.NotBefore || time > authority.NotAfter) return "The time stamp's authority had no valid certificate at that time.";
        if (!MayStamp(authority)) return "The time stamp's certificate is not one for time stamps.";
        return "The time stamp's signature does not hold.";
    }

    private static bool MayStamp(X509Certificate2 certificate) => certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(purposes => purposes.Critical && purposes.EnhancedKeyUsages is [{ Value: Oids.TimeStamping }]);

    private static bool Names(SubjectIdentifier? identifier, X509Certificate2 certificate) => identifier?.MatchesCertificate(certificate) == true;

    private static Rfc3161TimestampToken? TryDecode(ReadOnlyMemory<byte> der) =>
        Rfc3161TimestampToken.TryDecode(der, out var token, out var used) && used == der.Length ? token : null;

    private static TimestampToken Failed(string problem) => new(problem, null, null, []);
}
