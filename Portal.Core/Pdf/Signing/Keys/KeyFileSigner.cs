using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing.Keys;

/// <summary>Signs with a key from a file: PEM (certificate and key apart or together) or PKCS#12.</summary>
public sealed class KeyFileSigner : IDocumentSigner, IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private readonly AsymmetricAlgorithm key;

    private KeyFileSigner(X509Certificate2 certificate, AsymmetricAlgorithm key, IEnumerable<X509Certificate2> above, string where)
    {
        this.key = key;
        Certificate = certificate;
        Chain = SigningCertificates.Above(certificate, above);
        SigningCertificates.Check(certificate);
        SigningCertificates.CheckPair(certificate, hash => SignHash(hash), where);
    }

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public string Name => SigningCertificates.NameOf(Certificate);

    public bool Trusted => true;

    /// <param name="certificateFile">PEM: the signing certificate first; others may follow.</param>
    /// <param name="keyFile">PEM, PKCS#8 (which may be encrypted), PKCS#1 or SEC 1. Readable by its owner alone.</param>
    /// <param name="password">Of an encrypted key; null for one in the clear.</param>
    /// <param name="chain">Further certificates above it.</param>
    /// <exception cref="SigningException">A file is missing, open to others, of another kind, or the two do not belong together.</exception>
    public static KeyFileSigner FromPem(string certificateFile, string keyFile, string? password, IReadOnlyList<X509Certificate2> chain)
    {
        var certificates = SigningCertificates.ReadPem(certificateFile);
        var key = ReadKey(keyFile, password, certificates[0].PublicKey.Oid.Value == Oids.Rsa ? RSA.Create() : ECDsa.Create());
        return new KeyFileSigner(certificates[0], key, [.. certificates.Skip(1), .. chain], keyFile);
    }

    /// <param name="file">PKCS#12 with one key. Readable by its owner alone.</param>
    /// <inheritdoc cref="FromPem"/>
    public static KeyFileSigner FromPkcs12(string file, string? password, IReadOnlyList<X509Certificate2> chain)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(ReadSecret(file), password, X509KeyStorageFlags.EphemeralKeySet);
            var keyed = all.Where(certificate => certificate.HasPrivateKey).ToList();
            if (keyed is not [var certificate]) throw new SigningException($"The file {file} holds {keyed.Count} certificates with a key. It should hold one.");
            AsymmetricAlgorithm? key = certificate.GetRSAPrivateKey();
            key ??= certificate.GetECDsaPrivateKey();
            return new KeyFileSigner(
                X509CertificateLoader.LoadCertificate(certificate.RawData),
                key ?? throw new SigningException($"The key in {file} is neither RSA nor ECDSA."),
                [.. all.Where(each => !each.HasPrivateKey), .. chain],
                file);
        }
        catch (CryptographicException e)
        {
            throw new SigningException($"The key file {file} cannot be opened. Check that it is PKCS#12 and that the password is right.", e);
        }
    }

    public byte[] SignHash(ReadOnlySpan<byte> sha256) => key switch
    {
        RSA rsa => rsa.SignHash(sha256, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        ECDsa ecdsa => ecdsa.SignHash(sha256, DSASignatureFormat.Rfc3279DerSequence),
        _ => throw new SigningException("The key is neither RSA nor ECDSA."),
    };

    public void Dispose()
    {
        key.Dispose();
        Certificate.Dispose();
    }

    private static AsymmetricAlgorithm ReadKey(string file, string? password, AsymmetricAlgorithm empty)
    {
        var bytes = ReadSecret(file);
        var pem = System.Text.Encoding.UTF8.GetChars(bytes);
        try
        {
            if (password is null) empty.ImportFromPem(pem);
            else empty.ImportFromEncryptedPem(pem, password);
            return empty;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            empty.Dispose();
            throw new SigningException($"The key file {file} cannot be opened. Check that it is a private key in PEM of the certificate's kind, and {(password is null ? "whether it needs a password" : "that the password is right")}.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            Array.Clear(pem);
        }
    }

    private static byte[] ReadSecret(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            // Asked of the open handle, so that what is checked is what is read.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) is not 0 and var open)
                throw new SigningException($"The key file {file} is open to other users ({open}). Run: chmod 600 '{file}'");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningException($"The key file {file} cannot be read: {e.Message}", e);
        }
    }
}
