using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>One signature, its bytes checked. What stands behind it in the file comes afterwards.</summary>
/// <param name="Brought">Certificates that came with the signature or its time stamp. Nothing vouches for them.</param>
/// <param name="BindsCertificate">Whether it says, signed, by which certificate it was made.</param>
internal sealed record JudgedSignature(SignedRanges Ranges, PdfSignatureResult Result, IReadOnlyList<X509Certificate2> Brought, bool BindsCertificate)
{
    private const string DocumentTimestamp = "ETSI.RFC3161";

    public static JudgedSignature Judge(Stream file, SignedRanges ranges)
    {
        var result = new PdfSignatureResult();
        try
        {
            if (SignatureValue.ShapeProblem(ranges, file.Length) is { } problem) return Failed(result, problem);
            var dictionary = SignatureDictionary.Read(file, ranges);
            result = result with
            {
                SubFilter = dictionary.SubFilter,
                ClaimedTimeUtc = dictionary.ClaimedUtc,
                IsDocumentTimestamp = dictionary.SubFilter == DocumentTimestamp,
            };
            if (SignatureValue.Read(file, ranges) is not { } value) return Failed(result, "The space between the signed ranges holds something else than the signature.");
            result = result with { BytesAfterSignedPart = file.Length - ranges.End, CoversWholeDocument = ranges.End == file.Length };
            return result.IsDocumentTimestamp ? JudgeTimestamp(file, ranges, result, value) : JudgeSignature(file, ranges, result, value);
        }
        catch (Exception e) when (e is not IOException)
        {
            // Hostile bytes reach a dozen parsers below, each with its own ways to fail; all of them mean the same to the reader.
            return Failed(result with { IntegrityOk = false }, "The signature is malformed: " + e.Message);
        }

        JudgedSignature Failed(PdfSignatureResult so, string problem) => new(ranges, so with { Problem = problem }, [], false);
    }

    private static JudgedSignature JudgeSignature(Stream file, SignedRanges ranges, PdfSignatureResult result, byte[] value)
    {
        var judged = new JudgedSignature(ranges, result, [], false);
        if (result.SubFilter is not ("ETSI.CAdES.detached" or "adbe.pkcs7.detached"))
            return judged with { Result = result with { Problem = $"The kind of signature \"{result.SubFilter}\" is not supported." } };
        var cms = CmsSignature.Read(value);
        result = result with { Signer = cms.Signer, Certificates = cms.Certificates, ClaimedTimeUtc = cms.ClaimedTimeUtc ?? result.ClaimedTimeUtc };
        judged = judged with { Result = result, Brought = cms.Certificates, BindsCertificate = cms.BindsItsCertificate && result.SubFilter == "ETSI.CAdES.detached" };
        if (cms.Digest == HashAlgorithmName.SHA1) return judged with { Result = result with { Problem = "The signature uses SHA-1, which can be forged." } };
        if (cms.Check(SignatureValue.Hash(file, ranges, cms.Digest)) is { } problem) return judged with { Result = result with { Problem = problem } };
        result = result with { IntegrityOk = true };
        if (cms.Timestamp is not { } token) return judged with { Result = result };
        var stamp = TimestampToken.DigestOf(token) is { } digest
            ? TimestampToken.Judge(token, CryptographicOperations.HashData(digest, cms.Value), cms.Certificates)
            : TimestampToken.Judge(token, [], []);
        return judged with
        {
            Result = result with
            {
                TimestampOk = stamp.Holds,
                TimestampUtc = stamp.Utc,
                TimestampAuthority = stamp.Authority,
                Problem = stamp.Holds ? "" : "The signature's time stamp does not hold. " + stamp.Problem,
            },
            Brought = [.. cms.Certificates, .. stamp.Certificates],
        };
    }

    private static JudgedSignature JudgeTimestamp(Stream file, SignedRanges ranges, PdfSignatureResult result, byte[] value)
    {
        var stamp = TimestampToken.DigestOf(value) is { } digest
            ? TimestampToken.Judge(value, SignatureValue.Hash(file, ranges, digest), [])
            : TimestampToken.Judge(value, [], []);
        result = result with
        {
            IntegrityOk = stamp.Holds,
            TimestampOk = stamp.Holds,
            Signer = stamp.Authority,
            TimestampAuthority = stamp.Authority,
            TimestampUtc = stamp.Utc,
            Problem = stamp.Holds ? "" : "The document time stamp does not hold. " + stamp.Problem,
        };
        return new JudgedSignature(ranges, result, stamp.Certificates, true);
    }
}
