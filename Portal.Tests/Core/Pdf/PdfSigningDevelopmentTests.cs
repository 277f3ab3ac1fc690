using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Revocation;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Pdf;

/// <summary>The development authority over the years, and revocation lists from files and addresses.</summary>
public sealed class PdfSigningDevelopmentTests : SigningTrial
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Keys_AboutToExpire_AreRenewedOnceByManyAndTheOldKeptAside()
    {
        var folder = Path.Combine(Folder, "renewed");
        string old;
        using (var first = DevelopmentCertificateAuthority.Open(folder, new TestClock(Now.AddYears(-10).AddDays(20)))) old = first.Root.Thumbprint;
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => DevelopmentCertificateAuthority.Open(folder, TimeProvider.System))));
        Assert.NotEqual(old, Assert.Single(opened.Select(each => each.Root.Thumbprint).Distinct()));
        var names = Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, names.Count);
        Assert.Equal("development-ca", names[0]);
        Assert.StartsWith("development-ca.until-", names[1], StringComparison.Ordinal);
        Assert.Equal(old, X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, names[1]!, "root.crt")).Thumbprint);
        foreach (var each in opened) each.Dispose();
    }

    [Fact]
    public void Keys_WithTimeLeft_AreKept()
    {
        using var first = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        using var later = DevelopmentCertificateAuthority.Open(Folder, new TestClock(Now.AddYears(9)));
        Assert.Equal(first.Root.Thumbprint, later.Root.Thumbprint);
        Assert.Single(Directory.GetDirectories(Folder));
    }

    [Fact]
    public async Task List_OfTheAuthority_IsRenewedDailyAndGoodToOpenssl()
    {
        var clock = new TestClock(Now);
        using var authority = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "lists"), clock);
        byte[] Current() => authority.Revocation.Current(authority.SignerCertificate, authority.Root);
        var first = Current();
        Assert.Same(first, Current());
        clock.Advance(TimeSpan.FromHours(25));
        Assert.NotEqual(first, Current());
        Assert.Throws<SigningException>(() => authority.Revocation.Current(authority.SignerCertificate, Authority.Root));
        var (exit, output) = await Judge.RunAsync("openssl", "crl", "-inform", "DER", "-in", WriteFile("list.crl", first), "-CAfile", Path.Combine(Folder, "lists", "development-ca", "root.crt"), "-noout");
        Assert.True(exit == 0 && output.Contains("verify OK", StringComparison.Ordinal), output);
    }

    [Fact]
    public void List_SignedInAWayNotKnown_IsReportedByItsFilesName()
    {
        using var key = RSA.Create(2048);
        var name = new X500DistinguishedName("CN=Odd");
        var list = new CertificateRevocationListBuilder().Build(
            name,
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pss),
            1,
            Now.AddDays(1),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.Create([1, 2, 3], name, [1]));
        // A salt of 31 bytes, which nobody uses, both where the list names its algorithm and where the signed part repeats it.
        var odd = Convert.FromHexString(Convert.ToHexString(list).Replace("A203020120", "A20302011F", StringComparison.Ordinal));
        var file = WriteFile("odd.crl", odd);
        var refusal = Assert.Throws<SigningException>(() => new RevocationFiles([file], TimeProvider.System).Current(Authority.SignerCertificate, Authority.Root));
        Assert.Contains($"The revocation list {file} cannot be read: The signature's salt of 31 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_FromFiles_AreThoseOfTheIssuerAndCurrent()
    {
        using var other = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "other"), TimeProvider.System);
        var mine = Authority.Revocation.Current(Authority.SignerCertificate, Authority.Root);
        var pem = "-----BEGIN X509 CRL-----\n" + Convert.ToBase64String(mine, Base64FormattingOptions.InsertLineBreaks) + "\n-----END X509 CRL-----\n";
        string[] files = [WriteFile("other.crl", other.Revocation.Current(other.SignerCertificate, other.Root)), WriteSecret("mine.pem", pem)];
        Assert.Equal(mine, new RevocationFiles(files, TimeProvider.System).Current(Authority.SignerCertificate, Authority.Root));
        string Refusal(string[] from, TimeProvider clock) =>
            Assert.Throws<SigningException>(() => new RevocationFiles(from, clock).Current(Authority.SignerCertificate, Authority.Root)).Message;
        Assert.Contains("No revocation list of", Refusal(files[..1], TimeProvider.System), StringComparison.Ordinal);
        Assert.Contains("was due for renewal", Refusal(files, new TestClock(Now.AddDays(60))), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal([Path.Combine(Folder, "absent.crl")], TimeProvider.System), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refusal([WriteSecret("text.crl", "text")], TimeProvider.System), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_FromTheCertificatesAddress_AreFetchedAndKeptForAnHour()
    {
        var list = Authority.Revocation.Current(Authority.SignerCertificate, Authority.Root);
        var answer = new Answer(list, "application/pkix-crl");
        using var server = new TimestampServer(_ => answer);
        using var certificate = WithAddress(server.Address);
        var clock = new TestClock(Now);
        using var points = new RevocationDistributionPoints(TimeSpan.FromSeconds(2), clock);
        Assert.Equal(list, points.Current(certificate, Authority.Root));
        Assert.Equal(list, points.Current(certificate, Authority.Root));
        Assert.Equal(1, server.Asked);
        clock.Advance(TimeSpan.FromMinutes(61));
        answer = new Answer("gone"u8.ToArray(), "text/plain", 404);
        Assert.Contains("404", Assert.Throws<SigningException>(() => points.Current(certificate, Authority.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("names no address", Assert.Throws<SigningException>(() => points.Current(Authority.SignerCertificate, Authority.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("not", Assert.Throws<SigningException>(() => points.Current(certificate, certificate)).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 WithAddress(Uri address)
    {
        using var key = ECDsa.Create();
        var request = new CertificateRequest("CN=addressed", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([address.ToString()]));
        return request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(9));
    }
}
