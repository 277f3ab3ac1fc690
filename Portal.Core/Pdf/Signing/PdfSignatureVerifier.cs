using System.Buffers;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// Checks the signatures of a PDF offline. Reads the file in blocks, however long it is, and never throws on what is in it: a hostile file gets a
/// failed verdict with a reason. Trust in the signer is a second question, answered only against anchors the caller gives; revocation is not looked at.
/// </summary>
public static class PdfSignatureVerifier
{
    private const int MostSignatures = 32;
    private const int LargestValue = 4 * 1024 * 1024;

    /// <param name="file">Seekable; left open.</param>
    /// <param name="anchors">Roots the caller trusts; null leaves trust unjudged.</param>
    /// <exception cref="IOException">The file could not be read.</exception>
    public static PdfSignatureReport Verify(Stream file, IReadOnlyCollection<X509Certificate2>? anchors = null)
    {
        file.Position = 0;
        Span<byte> start = stackalloc byte[5];
        if (file.ReadAtLeast(start, 5, throwOnEndOfStream: false) < 5 || !start.SequenceEqual("%PDF-"u8)) return new PdfSignatureReport([], "The file is not a PDF.");
        var found = ByteRangeFinder.Find(file, MostSignatures, out var more);
        if (found.Count == 0) return new PdfSignatureReport([], "The file is not signed.");
        var results = found.ConvertAll(ranges => Judge(file, ranges, anchors));
        return new PdfSignatureReport(results, more ? $"The file claims more than {MostSignatures} signatures; the others were not checked." : "");
    }

    private static PdfSignatureResult Judge(Stream file, SignedRanges ranges, IReadOnlyCollection<X509Certificate2>? anchors)
    {
        var result = new PdfSignatureResult();
        try
        {
            if (ShapeProblem(ranges, file.Length) is { } problem) return result with { Problem = problem };
            var dictionary = SignatureDictionary.Read(file, ranges);
            result = result with { SubFilter = dictionary.SubFilter, ClaimedTimeUtc = dictionary.ClaimedUtc };
            var value = ReadValue(file, ranges);
            if (value is null) return result with { Problem = "The space between the signed ranges holds something else than the signature." };
            result = result with { BytesAfterSignedPart = file.Length - ranges.End, CoversWholeDocument = ranges.End == file.Length };
            result = dictionary.SubFilter == "ETSI.RFC3161" ? JudgeDocumentTimestamp(result, file, ranges, value) : JudgeSignature(result, file, ranges, value, anchors);
            return result.Problem.Length > 0 || result.CoversWholeDocument
                ? result
                : result with { Problem = $"{result.BytesAfterSignedPart} bytes were added after this signature; they are not signed by it." };
        }
        catch (Exception e) when (e is not IOException)
        {
            // Hostile bytes reach a dozen parsers below, each with its own ways to fail; all of them mean the same to the reader.
            return result with { IntegrityOk = false, Problem = "The signature is malformed: " + e.Message };
        }
    }

    private static string? ShapeProblem(SignedRanges ranges, long length)
    {
        if (ranges.First != 0) return "The signed part does not begin at the start of the file.";
        if (ranges.SecondStart <= ranges.FirstLength || ranges.SecondStart > length || ranges.SecondLength > length - ranges.SecondStart)
            return "The signed ranges do not fit the file.";
        return ranges.SecondStart - ranges.FirstLength > LargestValue ? "The space left for the signature is too large." : null;
    }

    private static PdfSignatureResult JudgeSignature(PdfSignatureResult result, Stream file, SignedRanges ranges, byte[] value,
        IReadOnlyCollection<X509Certificate2>? anchors)
    {
        if (result.SubFilter is not ("ETSI.CAdES.detached" or "adbe.pkcs7.detached"))
            return result with { Problem = $"The kind of signature \"{result.SubFilter}\" is not supported." };
        var cms = CmsSignature.Read(value);
        result = result with { Signer = cms.Signer, Certificates = cms.Certificates, ClaimedTimeUtc = cms.ClaimedTimeUtc ?? result.ClaimedTimeUtc };
        if (cms.Digest == HashAlgorithmName.SHA1) return result with { Problem = "The signature uses SHA-1, which can be forged." };
        if (cms.Check(Hash(file, ranges, cms.Digest)) is { } problem) return result with { Problem = problem };
        result = result with { IntegrityOk = true };
        if (cms.Timestamp is { } token)
        {
            var held = Rfc3161TimestampToken.TryDecode(token, out var stamp, out var used) && used == token.Length;
            X509Certificate2? authority = null;
            held = held && stamp!.VerifySignatureForData(cms.Value, out authority, [.. cms.Certificates]);
            result = result with
            {
                TimestampOk = held,
                TimestampUtc = held ? stamp!.TokenInfo.Timestamp.ToUniversalTime() : null,
                TimestampAuthority = authority,
                Problem = held ? "" : "The time stamp does not belong to this signature.",
            };
        }
        return anchors is null || cms.Signer is null ? result : result with { ChainsToAnchor = Chains(cms, result.TimestampUtc, anchors) };
    }

    private static PdfSignatureResult JudgeDocumentTimestamp(PdfSignatureResult result, Stream file, SignedRanges ranges, byte[] value)
    {
        if (!Rfc3161TimestampToken.TryDecode(value, out var stamp, out _)) return result with { Problem = "The document time stamp is malformed." };
        var algorithm = stamp.TokenInfo.HashAlgorithmId.Value switch
        {
            Oids.Sha256 => HashAlgorithmName.SHA256,
            Oids.Sha384 => HashAlgorithmName.SHA384,
            Oids.Sha512 => HashAlgorithmName.SHA512,
            _ => default,
        };
        if (algorithm == default) return result with { Problem = "The document time stamp's hash is not supported." };
        var held = stamp.VerifySignatureForHash(Hash(file, ranges, algorithm), algorithm, out var authority);
        return result with
        {
            IntegrityOk = held,
            TimestampOk = held,
            Signer = authority,
            TimestampAuthority = authority,
            TimestampUtc = held ? stamp.TokenInfo.Timestamp.ToUniversalTime() : null,
            Problem = held ? "" : "The document time stamp does not belong to these bytes.",
        };
    }

    private static bool Chains(CmsSignature cms, DateTimeOffset? at, IReadOnlyCollection<X509Certificate2> anchors)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(cms.Certificates.ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (at is { } time) chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        return chain.Build(cms.Signer!);
    }

    /// <summary>The bytes between the ranges; null where they are not one hexadecimal string with nothing but zeros after its DER.</summary>
    private static byte[]? ReadValue(Stream file, SignedRanges ranges)
    {
        var gap = new byte[ranges.SecondStart - ranges.FirstLength];
        file.Position = ranges.FirstLength;
        file.ReadExactly(gap);
        if (gap.Length < 4 || gap[0] != '<' || gap[^1] != '>') return null;
        var value = new byte[(gap.Length - 2) / 2];
        if (Convert.FromHexString(gap.AsSpan(1, gap.Length - 2), value, out _, out _) != OperationStatus.Done) return null;
        var length = DerLength(value);
        return length is { } der && !value.AsSpan(der).ContainsAnyExcept((byte)0) ? value[..der] : null;
    }

    private static int? DerLength(byte[] value)
    {
        try
        {
            return AsnDecoder.TryReadEncodedValue(value, AsnEncodingRules.BER, out _, out _, out _, out var used) ? used : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static byte[] Hash(Stream file, SignedRanges ranges, HashAlgorithmName algorithm)
    {
        using var hash = IncrementalHash.CreateHash(algorithm);
        var block = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            Append(0, ranges.FirstLength);
            Append(ranges.SecondStart, ranges.SecondLength);
            return hash.GetHashAndReset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        void Append(long start, long length)
        {
            file.Position = start;
            while (length > 0)
            {
                var part = block.AsSpan(0, (int)Math.Min(block.Length, length));
                file.ReadExactly(part);
                hash.AppendData(part);
                length -= part.Length;
            }
        }
    }
}
