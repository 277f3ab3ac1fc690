using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Revocation;

/// <summary>Revocation lists from files, DER or PEM, which somebody else keeps current. Read anew whenever one is asked for.</summary>
public sealed class RevocationFiles(IReadOnlyList<string> files, TimeProvider clock) : IRevocationLists
{
    public byte[] Current(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var stale = "";
        foreach (var file in files)
        {
            var list = Read(file);
            if (!list.IsIssuedBy(issuer)) continue;
            if (list.SpeaksOf(certificate, clock.GetUtcNow())) return list.Der;
            stale = $" The one in {file} was due for renewal at {list.NextUpdateUtc:yyyy-MM-dd HH:mm} UTC, or is for other certificates.";
        }
        throw new SigningException($"No revocation list of {issuer.Subject} is in the files named.{stale}");
    }

    private static RevocationList Read(string file)
    {
        try
        {
            return RevocationList.Read(RevocationEncoding.ToDer(File.ReadAllBytes(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AsnContentException or CryptographicException or FormatException)
        {
            throw new SigningException($"The revocation list {file} cannot be read: {e.Message}", e);
        }
    }
}
