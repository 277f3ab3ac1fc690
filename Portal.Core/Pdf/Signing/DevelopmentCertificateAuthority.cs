using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>
/// Keys for a laptop: on first use it makes a root, a document signer and a time-stamping certificate in a folder and uses the same ones ever
/// after. Nobody outside that folder has reason to trust them, and every subject says so. Safe under several processes starting at once.
/// </summary>
public sealed class DevelopmentCertificateAuthority : IDisposable
{
    private const string Label = "development, untrusted";
    private const string FolderName = "development-ca";
    private const int ValidYears = 10;
    private readonly ECDsa signerKey;
    private readonly ECDsa timestampKey;

    private DevelopmentCertificateAuthority(string folder, TimeProvider clock)
    {
        Root = Certificate(folder, "root");
        SignerCertificate = Certificate(folder, "signer");
        TimestampCertificate = Certificate(folder, "timestamp");
        signerKey = Key(folder, "signer");
        timestampKey = Key(folder, "timestamp");
        Signer = new Development(this);
        Timestamps = new DevelopmentTimestampAuthority(TimestampCertificate, Root, timestampKey, clock);
    }

    /// <summary>The root, for those who choose to trust it while trying the program out.</summary>
    public X509Certificate2 Root { get; }

    public X509Certificate2 SignerCertificate { get; }

    public X509Certificate2 TimestampCertificate { get; }

    public IDocumentSigner Signer { get; }

    public ITimestampAuthority Timestamps { get; }

    /// <summary>Opens the authority kept below <paramref name="folder"/>, making it if there is none.</summary>
    /// <param name="folder">Made if absent. The keys lie in a folder "development-ca" in it, readable by their owner only.</param>
    public static DevelopmentCertificateAuthority Open(string folder, TimeProvider clock)
    {
        var home = Path.Combine(folder, FolderName);
        if (!Directory.Exists(home)) Create(folder, home, clock.GetUtcNow());
        return new DevelopmentCertificateAuthority(home, clock);
    }

    public void Dispose()
    {
        signerKey.Dispose();
        timestampKey.Dispose();
        Root.Dispose();
        SignerCertificate.Dispose();
        TimestampCertificate.Dispose();
    }

    private static void Create(string folder, string home, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        // Everything is made aside and moved in at one stroke: whoever comes second finds a complete set and uses that.
        var draft = home + "." + Guid.NewGuid().ToString("N");
        CreatePrivateDirectory(draft);
        try
        {
            WriteAll(draft, now);
            Directory.Move(draft, home);
        }
        catch (IOException) when (Directory.Exists(home))
        {
            // Another process was first.
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    private static void WriteAll(string folder, DateTimeOffset now)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request("Development root", rootKey);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var root = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(ValidYears));
        Write(folder, "root", root, rootKey);
        // E-mail protection is what older validators look for on a signing certificate; RFC 9336 names the true purpose.
        WriteIssued(folder, "signer", "Development document signer", root, now,
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: false, Oids.DocumentSigning, Oids.EmailProtection);
        WriteIssued(folder, "timestamp", "Development time-stamping authority", root, now,
            X509KeyUsageFlags.DigitalSignature, critical: true, Oids.TimeStamping);
    }

    private static void WriteIssued(string folder, string file, string name, X509Certificate2 root, DateTimeOffset now, X509KeyUsageFlags usage,
        bool critical, params string[] purposes)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        var extended = new OidCollection();
        foreach (var purpose in purposes) extended.Add(new Oid(purpose));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, critical));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var certificate = request.Create(root, now.AddDays(-1), root.NotAfter, serial);
        Write(folder, file, certificate, key);
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName($"{name} ({Label})");
        return new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
    }

    private static void Write(string folder, string name, X509Certificate2 certificate, ECDsa key)
    {
        WritePrivate(Path.Combine(folder, name + ".crt"), certificate.ExportCertificatePem() + "\n");
        WritePrivate(Path.Combine(folder, name + ".key"), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
        writer.Flush();
        ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
    }

    private static void CreatePrivateDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static X509Certificate2 Certificate(string folder, string name) =>
        X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, name + ".crt")));

    private static ECDsa Key(string folder, string name)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, name + ".key")));
        return key;
    }

    private sealed class Development(DevelopmentCertificateAuthority authority) : IDocumentSigner
    {
        public X509Certificate2 Certificate => authority.SignerCertificate;

        public IReadOnlyList<X509Certificate2> Chain => [authority.Root];

        public string Name => $"Development document signer ({Label})";

        public bool Trusted => false;

        public byte[] SignHash(ReadOnlySpan<byte> sha256) => authority.signerKey.SignHash(sha256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
