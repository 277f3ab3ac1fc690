using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>From a certificate up to its root, by names and signatures alone. Says who vouches for whom; whether to trust the root is another question.</summary>
internal static class CertificatePath
{
    private const int Longest = 10;

    /// <summary><paramref name="leaf"/> first; ends at a self-signed certificate, or where <paramref name="candidates"/> hold no issuer.</summary>
    public static IReadOnlyList<X509Certificate2> Build(X509Certificate2 leaf, IEnumerable<X509Certificate2> candidates)
    {
        var pool = candidates as IReadOnlyList<X509Certificate2> ?? [.. candidates];
        var path = new List<X509Certificate2> { leaf };
        while (path.Count < Longest && !IsSelfIssued(path[^1]))
        {
            var issuer = pool.FirstOrDefault(candidate => Issued(candidate, path[^1]));
            if (issuer is null) break;
            path.Add(issuer);
        }
        return path;
    }

    /// <summary>Whether the path ends at a certificate that vouches for itself.</summary>
    public static bool IsComplete(IReadOnlyList<X509Certificate2> path) => IsSelfIssued(path[^1]);

    /// <exception cref="SigningException">The path ends before its root.</exception>
    public static void RequireComplete(IReadOnlyList<X509Certificate2> path)
    {
        if (!IsComplete(path))
            throw new SigningException($"The certificate that issued {path[^1].Subject} is missing, so the signature cannot be made to last. Add it to the chain.");
    }

    public static bool IsSelfIssued(X509Certificate2 certificate) => SameName(certificate.SubjectName, certificate.IssuerName) && IsSignedBy(certificate, certificate);

    public static bool SameName(X500DistinguishedName left, X500DistinguishedName right) => left.RawData.AsSpan().SequenceEqual(right.RawData);

    private static bool Issued(X509Certificate2 issuer, X509Certificate2 certificate) =>
        SameName(issuer.SubjectName, certificate.IssuerName)
        && issuer.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority)
        && IsSignedBy(certificate, issuer);

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        SignedStructure.Read(certificate.RawDataMemory).IsSignedBy(issuer);
}
