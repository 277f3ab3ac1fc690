using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>A signature in its file: what was added behind it, what its certificates are worth, which level it reaches.</summary>
internal sealed class SignatureStanding(JudgedSignature judged, AppendedRevisions added, long firstEnd, IReadOnlyList<JudgedSignature> all)
{
    public PdfSignatureResult Result(IReadOnlyCollection<X509Certificate2>? anchors)
    {
        var result = judged.Result;
        if (!result.IntegrityOk || result.Signer is not { } signer) return result;
        result = WithAddition(result);
        try
        {
            var evidence = EvidenceOf(judged);
            var (problem, complete) = evidence.Judge(signer, result.TimestampUtc);
            var stampComplete = complete;
            if (problem.Length == 0 && !result.IsDocumentTimestamp && result.TimestampAuthority is { } authority)
                (problem, stampComplete) = evidence.Judge(authority, result.TimestampUtc);
            result = result with
            {
                CertificateProblem = problem,
                Problem = result.Problem.Length > 0 ? result.Problem : problem,
                Level = result.IsDocumentTimestamp || problem.Length > 0 ? null : Level(result, complete && stampComplete),
            };
        }
        catch (Exception e) when (e is not IOException)
        {
            // As with the signature itself: a certificate no parser accepts is a broken one.
            return result with { CertificateProblem = "A certificate is malformed.", Problem = "A certificate is malformed: " + e.Message };
        }
        if (anchors is null) return result;
        return result with
        {
            ChainsToAnchor = Chains(signer, result.TimestampUtc, anchors),
            TimestampChainsToAnchor = result.TimestampAuthority is { } stamper ? Chains(stamper, result.TimestampUtc, anchors) : null,
        };
    }

    private PdfSignatureResult WithAddition(PdfSignatureResult result)
    {
        if (result.CoversWholeDocument) return result;
        if (added.HoldOnlyProofAfter(judged.Ranges.End, firstEnd)) return result with { FollowedByProofOnly = true };
        var why = added.Problem.Length > 0 ? $" {added.Problem}" : "";
        var problem = $"{result.BytesAfterSignedPart} bytes were added after this signature; they are not signed by it.{why}";
        return result with { Problem = result.Problem.Length > 0 ? result.Problem : problem };
    }

    private SignatureLevel? Level(PdfSignatureResult result, bool complete)
    {
        if (!judged.BindsCertificate) return null;
        if (result.TimestampOk != true) return SignatureLevel.B;
        if (!complete || !result.FollowedByProofOnly || added.All.FirstOrDefault(revision => revision.Certificates.Count > 0) is not { End: var data }) return SignatureLevel.T;
        // A stamp counts only if it covers the data: it stands in the same revision or in a later one. And only while its own certificate is good.
        return all.Any(each => each.Result.IsDocumentTimestamp && each.Ranges.End >= data && Stands(each)) ? SignatureLevel.LTA : SignatureLevel.LT;
    }

    private bool Stands(JudgedSignature stamp) => stamp.Result is { IntegrityOk: true, Signer: { } authority, TimestampUtc: var at }
        && EvidenceOf(stamp).Judge(authority, at).Problem.Length == 0;

    private CertificateEvidence EvidenceOf(JudgedSignature signature) => new(
        [.. signature.Brought, .. added.All.SelectMany(revision => revision.Certificates)],
        [.. added.All.SelectMany(revision => revision.Lists)]);

    private bool Chains(X509Certificate2 leaf, DateTimeOffset? at, IReadOnlyCollection<X509Certificate2> anchors)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(judged.Brought.ToArray());
        chain.ChainPolicy.ExtraStore.AddRange(added.All.SelectMany(revision => revision.Certificates).ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (at is { } time) chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        return chain.Build(leaf);
    }
}
