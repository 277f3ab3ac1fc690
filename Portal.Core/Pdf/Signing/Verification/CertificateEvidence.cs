using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Verification;

/// <summary>Certificates and revocation lists at hand, and what they say of a signer or a time-stamping authority at a time.</summary>
internal sealed class CertificateEvidence(IReadOnlyList<X509Certificate2> certificates, IReadOnlyList<RevocationList> lists)
{
    /// <param name="leaf">The certificate in question.</param>
    /// <param name="atUtc">When it was used, as far as that is proven; null where it is not.</param>
    /// <returns>What speaks against it, in words, or ""; and whether the path is whole, up to a root, with a list that spoke of each certificate below it.</returns>
    public (string Problem, bool Complete) Judge(X509Certificate2 leaf, DateTimeOffset? atUtc)
    {
        var path = CertificatePath.Build(leaf, certificates);
        var complete = CertificatePath.IsComplete(path) && atUtc is not null;
        for (var i = 0; i < path.Count; i++)
        {
            var certificate = path[i];
            if (atUtc is { } at && (at < new DateTimeOffset(certificate.NotBefore) || at > new DateTimeOffset(certificate.NotAfter)))
                return ($"The certificate {certificate.Subject} was not valid on {at:yyyy-MM-dd HH:mm:ss} UTC, when it was used.", false);
            if (i + 1 == path.Count) continue;
            var (revoked, spoken) = Look(certificate, path[i + 1], atUtc);
            // What was revoked after it was proven to exist stays good, unless the key itself may have been in other hands before.
            if (revoked is { } entry && (atUtc is null || entry.AtUtc <= atUtc || entry.Compromised))
                return ($"The certificate {certificate.Subject} was revoked on {entry.AtUtc:yyyy-MM-dd HH:mm:ss} UTC.", false);
            complete &= spoken;
        }
        return ("", complete);
    }

    private (RevokedEntry? Revoked, bool Spoken) Look(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset? atUtc)
    {
        var spoken = false;
        foreach (var list in lists.Where(list => list.IsIssuedBy(issuer)))
        {
            if (list.Find(certificate) is { } entry) return (entry, true);
            spoken |= atUtc is { } at && list.SpeaksOf(certificate, at);
        }
        return (null, spoken);
    }
}
