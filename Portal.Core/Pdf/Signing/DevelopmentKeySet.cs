using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Core.Pdf.Signing;

/// <summary>The development authority's files: three certificates with their keys, made together and renewed together.</summary>
internal sealed record DevelopmentKeySet(
    (X509Certificate2 Certificate, ECDsa Key) Root,
    (X509Certificate2 Certificate, ECDsa Key) Signer,
    (X509Certificate2 Certificate, ECDsa Key) Timestamp)
{
    private const string FolderName = "development-ca";
    private const int ValidYears = 10;
    private const int Attempts = 20;
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    public static DevelopmentKeySet Open(string folder, DateTimeOffset now)
    {
        var home = Path.Combine(folder, FolderName);
        for (var attempt = 1; ; attempt++)
        {
            if (!Directory.Exists(home)) Create(folder, home, now);
            try
            {
                var keys = new DevelopmentKeySet(Read(home, "root"), Read(home, "signer"), Read(home, "timestamp"));
                if (keys.IsCurrent(now)) return keys;
                var aside = keys.NameAside(home);
                keys.Close();
                PutAside(home, aside);
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another process puts an expired set aside just now: the next look finds the new one.
                Thread.Sleep(10);
            }
        }
    }

    public static X509Certificate2 IssueSigner(string name, PublicKey key, X509Certificate2 root, DateTimeOffset now) =>
        // E-mail protection is what older validators look for on a signing certificate; RFC 9336 names the true purpose.
        Issue(name, key, root, now, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: false, Oids.DocumentSigning, Oids.EmailProtection);

    private bool IsCurrent(DateTimeOffset now) => new[] { Root, Signer, Timestamp }.All(pair =>
        new DateTimeOffset(pair.Certificate.NotBefore) <= now && new DateTimeOffset(pair.Certificate.NotAfter) > now + RenewedBefore);

    private void Close()
    {
        foreach (var (certificate, key) in new[] { Root, Signer, Timestamp })
        {
            certificate.Dispose();
            key.Dispose();
        }
    }

    /// <summary>The same for everybody who read this set, so that only one of them can move it, and nobody the set that came after.</summary>
    private string NameAside(string home) =>
        string.Create(CultureInfo.InvariantCulture, $"{home}.until-{Root.Certificate.NotAfter.ToUniversalTime():yyyyMMdd}-{Root.Certificate.SerialNumber[^8..]}");

    private static void PutAside(string home, string aside)
    {
        try
        {
            Directory.Move(home, aside);
        }
        catch (IOException) when (Directory.Exists(aside))
        {
            // Another process was first.
        }
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
        var request = new CertificateRequest(Subject("Development root"), rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var root = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(ValidYears));
        Write(folder, "root", root, rootKey);
        using var signerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = IssueSigner("Development document signer", new PublicKey(signerKey), root, now);
        Write(folder, "signer", signer, signerKey);
        using var timestampKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var timestamp = Issue("Development time-stamping authority", new PublicKey(timestampKey), root, now,
            X509KeyUsageFlags.DigitalSignature, critical: true, Oids.TimeStamping);
        Write(folder, "timestamp", timestamp, timestampKey);
    }

    private static X509Certificate2 Issue(string name, PublicKey key, X509Certificate2 root, DateTimeOffset now, X509KeyUsageFlags usage,
        bool critical, params string[] purposes)
    {
        var request = new CertificateRequest(Subject(name), key, HashAlgorithmName.SHA256);
        var extended = new OidCollection();
        foreach (var purpose in purposes) extended.Add(new Oid(purpose));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, critical));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        // A leading zero byte would not be DER; nor may the number be negative.
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        using var rootKey = root.GetECDsaPrivateKey() ?? throw new CryptographicException("The development root has no key.");
        return request.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), now.AddDays(-1), root.NotAfter, serial);
    }

    private static X500DistinguishedName Subject(string name)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName($"{name} ({DevelopmentCertificateAuthority.Label})");
        return subject.Build();
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

    private static (X509Certificate2 Certificate, ECDsa Key) Read(string folder, string name)
    {
        var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(folder, name + ".crt")));
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(folder, name + ".key")));
        return (certificate, key);
    }
}
