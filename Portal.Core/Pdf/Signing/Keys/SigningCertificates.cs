using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Keys;

/// <summary>Which certificates may sign, and how they are read.</summary>
internal static class SigningCertificates
{
    private const int SmallestRsa = 2048;

    /// <exception cref="SigningException">The certificate's key is too weak or of another kind, or the certificate is not for signing.</exception>
    public static void Check(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (rsa is null && ecdsa is null) throw new SigningException($"The key of {certificate.Subject} is neither RSA nor ECDSA.");
        if (rsa?.KeySize < SmallestRsa) throw new SigningException($"The RSA key of {certificate.Subject} has {rsa.KeySize} bits. It needs {SmallestRsa} or more.");
        if (ecdsa is { KeySize: not (256 or 384) }) throw new SigningException($"The key of {certificate.Subject} is on a curve of {ecdsa.KeySize} bits. Use P-256 or P-384.");
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == 0)
            throw new SigningException($"The certificate {certificate.Subject} does not allow its key to sign documents.");
    }

    /// <summary>All certificates of a PEM file, in order.</summary>
    /// <exception cref="SigningException">The file cannot be read or holds none.</exception>
    public static IReadOnlyList<X509Certificate2> ReadPem(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SigningException($"The certificate file {path} cannot be read: {e.Message}", e);
        }
        return certificates.Count > 0 ? [.. certificates] : throw new SigningException($"The file {path} holds no certificate in PEM.");
    }

    /// <summary>Who signs, as a reader's panel shows it: the common name, or else the whole subject.</summary>
    public static string NameOf(X509Certificate2 certificate) =>
        certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } name ? name : certificate.Subject;

    /// <summary>The certificates above <paramref name="certificate"/>, nearest first, as far as those given lead; others among them are left out.</summary>
    public static IReadOnlyList<X509Certificate2> Above(X509Certificate2 certificate, IEnumerable<X509Certificate2> given) =>
        [.. CertificatePath.Build(certificate, given).Skip(1)];

    /// <summary>What a key signs to show which certificate is its own: a SHA-256 hash that is of no document.</summary>
    public static byte[] Probe => SHA256.HashData("does the key fit the certificate"u8);

    /// <summary>Whether the certificate's key made <paramref name="proof"/>, a signature of <see cref="Probe"/>.</summary>
    public static bool Fits(X509Certificate2 certificate, byte[] proof)
    {
        var rsa = certificate.PublicKey.Oid.Value == Oids.Rsa;
        var algorithm = new SignatureAlgorithm(rsa ? Oids.RsaSha256 : Oids.EcdsaSha256, HashAlgorithmName.SHA256);
        try
        {
            return algorithm.Verify(certificate, Probe, HashAlgorithmName.SHA256, proof);
        }
        catch (CryptographicException)
        {
            // A key of another kind than RSA or ECDSA.
            return false;
        }
    }

    /// <exception cref="SigningException">A key made by this certificate's owner would have signed otherwise: the two do not belong together.</exception>
    public static void CheckPair(X509Certificate2 certificate, Func<byte[], byte[]> sign, string where)
    {
        if (!Fits(certificate, sign(Probe)))
            throw new SigningException($"The key in {where} is not the key of the certificate {certificate.Subject}.");
    }
}
