using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Keys;
using Portal.Core.Pdf.Signing.Verification;

namespace Portal.Tests.Core.Pdf;

/// <summary>A development authority of one test, signers of every kind with its certificates, and the independent judges.</summary>
public abstract class SigningTrial : PdfTrial
{
    private readonly Lazy<DevelopmentCertificateAuthority> authority;

    protected SigningTrial()
    {
        authority = new(() => DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System));
    }

    protected DevelopmentCertificateAuthority Authority => authority.Value;

    protected string RootFile => Path.Combine(Folder, "development-ca", "root.crt");

    protected DocumentSigning Signing(SignatureLevel level, IDocumentSigner? signer = null) => new()
    {
        Signer = signer ?? Authority.Signer,
        Timestamps = Authority.Timestamps,
        Revocation = Authority.Revocation,
        Level = level,
    };

    protected byte[] Sign(DocumentSigning signing, string name = "trial.pdf") => File.ReadAllBytes(Write(
        pdf =>
        {
            pdf.Heading(1, "Signed");
            for (var i = 0; i < 60; i++) pdf.Paragraph($"Paragraph {i} of a document that is signed.");
        },
        Options() with { Signing = signing },
        name).Path);

    protected static PdfSignatureReport Verify(byte[] file, params X509Certificate2[] anchors)
    {
        using var stream = new MemoryStream(file);
        return PdfSignatureVerifier.Verify(stream, anchors.Length == 0 ? null : anchors);
    }

    protected static AsymmetricAlgorithm NewKey(string kind) => kind switch
    {
        "RSA" => RSA.Create(2048),
        "P-256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "P-384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        _ => throw new ArgumentException(kind),
    };

    /// <summary>A key in a PEM file with a certificate of the authority.</summary>
    protected KeyFileSigner FileSigner(string kind)
    {
        using var key = NewKey(kind);
        using var certificate = Authority.Issue($"{kind} in a file", new PublicKey(key));
        var (certificateFile, keyFile) = (Path.Combine(Folder, kind + ".crt"), WriteSecret(kind + ".key", key.ExportPkcs8PrivateKeyPem()));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        return KeyFileSigner.FromPem(certificateFile, keyFile, null, [Authority.Root]);
    }

    protected string WriteSecret(string name, string text) => WriteSecret(name, Encoding.UTF8.GetBytes(text));

    protected string WriteSecret(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    protected string WriteFile(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Every signature of the file with its ranges: what they cover, and the DER between them.</summary>
    internal static IReadOnlyList<(SignedRanges Ranges, byte[] Content, byte[] Value)> TakeApart(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return [.. ByteRangeFinder.Find(stream, 8, out _).Select(ranges => (ranges, (byte[])[.. file[..(int)ranges.FirstLength], .. file[(int)ranges.SecondStart..(int)ranges.End]], SignatureValue.Read(stream, ranges)!))];
    }

    /// <summary>The verdict of pdfsig, with the authority's root trusted.</summary>
    protected async Task<string> PdfsigAsync(string path)
    {
        var trusted = Path.Combine(Folder, "nss");
        if (!Directory.Exists(trusted))
        {
            Directory.CreateDirectory(trusted);
            await Judge.RunAsync("certutil", "-N", "-d", "sql:" + trusted, "--empty-password");
            await Judge.RunAsync("certutil", "-A", "-d", "sql:" + trusted, "-n", "root", "-t", "C,C,C", "-i", RootFile);
        }
        return (await Judge.RunAsync("pdfsig", "-nssdir", "sql:" + trusted, path)).Output;
    }

    protected async Task<(int Exit, string Output)> OpensslCmsAsync(byte[] content, byte[] value) => await Judge.RunAsync(
        "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", WriteFile("value.der", value), "-content", WriteFile("content", content),
        "-CAfile", RootFile, "-out", Path.Combine(Folder, "out"));

    protected async Task<(int Exit, string Output)> OpensslTsAsync(byte[] stamped, byte[] token) => await Judge.RunAsync(
        "openssl", "ts", "-verify", "-data", WriteFile("stamped", stamped), "-token_in", "-in", WriteFile("token.der", token), "-CAfile", RootFile);

    protected static byte[] Flip(byte[] file, int at, int bit = 1)
    {
        var changed = (byte[])file.Clone();
        changed[at] ^= (byte)bit;
        return changed;
    }

    protected static int IndexOf(byte[] file, string text, int from = 0) => Encoding.Latin1.GetString(file).IndexOf(text, from, StringComparison.Ordinal);

    protected static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    protected static int Count(string text, string pattern) => Regex.Count(text, pattern);
}
