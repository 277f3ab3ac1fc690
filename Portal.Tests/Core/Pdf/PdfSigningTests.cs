using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Pdf;

public sealed class PdfSigningTests : PdfTrial
{
    private readonly Lazy<DevelopmentCertificateAuthority> keys;

    public PdfSigningTests()
    {
        keys = new(() => DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System));
    }

    private DevelopmentCertificateAuthority Keys => keys.Value;

    private DocumentSigning Stamped => new() { Signer = Keys.Signer, Timestamps = Keys.Timestamps, Level = SignatureLevel.T };

    private string WriteSigned(PdfDocumentOptions? options = null) => Write(
        pdf =>
        {
            pdf.Heading(1, "Signed");
            for (var i = 0; i < 100; i++) pdf.Paragraph($"Paragraph {i} of a document that is signed.");
        },
        options ?? Options() with { Signing = Stamped, SigningReason = "Because (it) must" }).Path;

    private static PdfSignatureReport Verify(byte[] file, params X509Certificate2[] anchors)
    {
        using var stream = new MemoryStream(file);
        return PdfSignatureVerifier.Verify(stream, anchors.Length == 0 ? null : anchors);
    }

    [Fact]
    public async Task Signature_BySignerOfOurs_IsValidToPdfsig()
    {
        var path = WriteSigned();
        await Judge.AssertSoundAsync(path);
        var trusted = "sql:" + Directory.CreateDirectory(Path.Combine(Folder, "nss")).FullName;
        await Judge.RunAsync("certutil", "-N", "-d", trusted, "--empty-password");
        await Judge.RunAsync("certutil", "-A", "-d", trusted, "-n", "root", "-t", "C,C,C", "-i", Path.Combine(Folder, "development-ca", "root.crt"));
        var (_, verdict) = await Judge.RunAsync("pdfsig", "-nssdir", trusted, path);
        Assert.Contains("Signature is Valid.", verdict, StringComparison.Ordinal);
        Assert.Contains("Total document signed", verdict, StringComparison.Ordinal);
        Assert.Contains("Certificate is Trusted.", verdict, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", verdict, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signature_TakenOut_IsValidToOpenssl()
    {
        var file = File.ReadAllBytes(WriteSigned());
        var (content, value) = TakeApart(file);
        var (contentPath, valuePath) = (Path.Combine(Folder, "content"), Path.Combine(Folder, "value.der"));
        File.WriteAllBytes(contentPath, content);
        File.WriteAllBytes(valuePath, value);
        string[] arguments = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", valuePath, "-content", contentPath,
            "-CAfile", Path.Combine(Folder, "development-ca", "root.crt"), "-out", Path.Combine(Folder, "out")];
        var (exit, output) = await Judge.RunAsync("openssl", arguments);
        Assert.True(exit == 0, output);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(contentPath, content);
        Assert.NotEqual(0, (await Judge.RunAsync("openssl", arguments)).Exit);
    }

    [Fact]
    public async Task TimestampToken_OfOurs_IsValidToOpenssl()
    {
        var hash = SHA256.HashData("stamped"u8);
        var token = Path.Combine(Folder, "token.der");
        File.WriteAllBytes(token, Keys.Timestamps.Timestamp(hash));
        var (exit, output) = await Judge.RunAsync("openssl", "ts", "-verify", "-digest", Convert.ToHexString(hash), "-token_in", "-in", token,
            "-CAfile", Path.Combine(Folder, "development-ca", "root.crt"));
        Assert.True(exit == 0, output);
    }

    [Fact]
    public void Verifier_OfOurFile_FindsEverythingInOrder()
    {
        var report = Verify(File.ReadAllBytes(WriteSigned()), Keys.Root);
        var signature = Assert.Single(report.Signatures);
        Assert.True(report.IsValid);
        Assert.True(signature.IntegrityOk && signature.CoversWholeDocument);
        Assert.Equal(Keys.SignerCertificate.Thumbprint, signature.Signer?.Thumbprint);
        Assert.Contains("untrusted", signature.SignerSubject, StringComparison.Ordinal);
        Assert.Equal(2, signature.Certificates.Count);
        Assert.Equal(Noon, signature.ClaimedTimeUtc);
        Assert.True(signature.TimestampOk);
        Assert.InRange(signature.TimestampUtc!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.True(signature.ChainsToAnchor);
        Assert.Equal("", signature.Problem);
    }

    [Fact]
    public void Verifier_WithAnotherAnchor_DoesNotTrust()
    {
        using var other = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "other"), TimeProvider.System);
        var report = Verify(File.ReadAllBytes(WriteSigned()), other.Root);
        Assert.False(Assert.Single(report.Signatures).ChainsToAnchor);
    }

    [Fact]
    public async Task OneFlippedBit_InSignedBytes_IsFound()
    {
        var file = File.ReadAllBytes(WriteSigned());
        var (start, end) = ValueOf(file);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var at = i < 280 ? random.Next(file.Length) : file.Length - 1 - (i - 280);
            if (at >= start && at < end) continue;
            var bit = (byte)(1 << random.Next(8));
            file[at] ^= bit;
            Assert.False(Verify(file).IsValid, $"Bit {bit} of byte {at} was flipped unnoticed.");
            file[at] ^= bit;
        }
        Assert.True(Verify(file).IsValid);
        file[2000] ^= 4;
        var flipped = Path.Combine(Folder, "flipped.pdf");
        File.WriteAllBytes(flipped, file);
        Assert.DoesNotContain("Signature is Valid", (await Judge.RunAsync("pdfsig", flipped)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OneFlippedBit_InTheValue_NeverChangesWhatIsVouchedFor()
    {
        // A signature cannot cover itself: spare certificates and the case of a hex digit are free to differ. What it says is not.
        var file = File.ReadAllBytes(WriteSigned());
        var (start, end) = ValueOf(file);
        var honest = Assert.Single(Verify(file).Signatures);
        var refused = 0;
        for (var at = start; at < end; at += 41)
        {
            file[at] ^= 1;
            var report = Verify(file);
            file[at] ^= 1;
            if (!report.IsValid)
            {
                refused++;
                continue;
            }
            var signature = Assert.Single(report.Signatures);
            Assert.Equal(honest.Signer?.Thumbprint, signature.Signer?.Thumbprint);
            // Its time stamp can be lost, as it could be cut off; it cannot tell another time.
            if (signature.TimestampOk is null) continue;
            Assert.Equal((honest.TimestampUtc, honest.TimestampAuthority?.Thumbprint), (signature.TimestampUtc, signature.TimestampAuthority?.Thumbprint));
        }
        Assert.True(refused > (end - start) / 41 / 2);
    }

    [Fact]
    public void AppendedBytes_AreReportedThoughTheSignatureHolds()
    {
        byte[] file = [.. File.ReadAllBytes(WriteSigned()), .. "\n% more"u8];
        var report = Verify(file);
        var signature = Assert.Single(report.Signatures);
        Assert.False(report.IsValid);
        Assert.True(signature.IntegrityOk);
        Assert.False(signature.CoversWholeDocument);
        Assert.Equal(7, signature.BytesAfterSignedPart);
        Assert.Contains("7 bytes were added", signature.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RsaSigner_WithoutTimestamp_GivesSameBytesTwice()
    {
        using var signer = new RsaSigner();
        var options = Options() with { Signing = new DocumentSigning { Signer = signer, Clock = new TestClock(Noon) } };
        var first = File.ReadAllBytes(WriteSigned(options));
        var second = File.ReadAllBytes(WriteSigned(options));
        Assert.Equal(first, second);
        var signature = Assert.Single(Verify(first).Signatures);
        Assert.True(signature.IsValid);
        Assert.Null(signature.TimestampOk);
    }

    [Fact]
    public void EcdsaSigner_Twice_DiffersInTheValueOnly()
    {
        var options = Options() with { Signing = new DocumentSigning { Signer = Keys.Signer } };
        var (first, _) = TakeApart(File.ReadAllBytes(WriteSigned(options)));
        var (second, _) = TakeApart(File.ReadAllBytes(WriteSigned(options)));
        Assert.Equal(first, second);
    }

    [Fact]
    public void Verifier_OfDamagedFiles_NeverThrows()
    {
        var file = File.ReadAllBytes(WriteSigned());
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var damaged = file[..random.Next(file.Length)];
            for (var j = 0; j < damaged.Length / 200; j++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Assert.False(Verify(damaged).IsValid);
        }
        Assert.False(Verify([]).IsValid);
        foreach (var range in (string[])["[0 5 10 99999999999]", "[0 9223372036854775807 1 1]", "[5 1 2 3]", "[0 1", "[-1 0 0 0]", "[0 0 0 0]"])
            Assert.False(Verify(Encoding.ASCII.GetBytes($"%PDF-1.7\n/ByteRange{range} /Contents<00>")).IsValid);
        Assert.NotEqual("", Verify("%PDF-1.7 nothing"u8.ToArray()).Problem);
    }

    [Theory]
    [InlineData("pdf-signed-original.pdf", true, true, 0)]
    [InlineData("pdf-signed-added-page.pdf", true, false, 905)]
    public void Verifier_OfForeignSample_SeesWhatWasAdded(string name, bool integrity, bool whole, long after)
    {
        using var file = File.OpenRead(Judge.RequireData("pdf_signed_sample/" + name));
        var signature = Assert.Single(PdfSignatureVerifier.Verify(file).Signatures);
        Assert.Equal((integrity, whole, after), (signature.IntegrityOk, signature.CoversWholeDocument, signature.BytesAfterSignedPart));
        Assert.Contains("good-user", signature.SignerSubject, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifier_OfMalformedSample_Refuses()
    {
        using var file = File.OpenRead(Judge.RequireData("pdf_signed_sample/malformed-pades.pdf"));
        Assert.False(PdfSignatureVerifier.Verify(file).IsValid);
    }

    [Fact]
    public async Task DevelopmentKeys_MadeByManyAtOnce_AreTheSame()
    {
        var folder = Path.Combine(Folder, "shared");
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => DevelopmentCertificateAuthority.Open(folder, TimeProvider.System))));
        Assert.Single(opened.Select(each => each.SignerCertificate.Thumbprint).Distinct());
        Assert.All(opened, each => Assert.Contains("development, untrusted", each.SignerCertificate.Subject, StringComparison.Ordinal));
        Assert.False(opened[0].Signer.Trusted);
        Assert.Equal(["development-ca"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var path in Directory.GetFiles(Path.Combine(folder, "development-ca")))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        foreach (var each in opened) each.Dispose();
    }

    /// <summary>Where the value lies, its brackets included.</summary>
    private static (int Start, int End) ValueOf(byte[] file)
    {
        var match = Regex.Match(Encoding.Latin1.GetString(file), @"/ByteRange\[0 (\d+) (\d+) (\d+)\]");
        return (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static (byte[] Content, byte[] Value) TakeApart(byte[] file)
    {
        var (first, second) = ValueOf(file);
        var padded = Convert.FromHexString(Encoding.ASCII.GetString(file[(first + 1)..(second - 1)]));
        System.Formats.Asn1.AsnDecoder.ReadEncodedValue(padded, System.Formats.Asn1.AsnEncodingRules.DER, out _, out _, out var length);
        return ([.. file[..first], .. file[second..]], padded[..length]);
    }

    private sealed class RsaSigner : IDocumentSigner, IDisposable
    {
        private readonly RSA key = RSA.Create(2048);

        public RsaSigner()
        {
            var request = new CertificateRequest("CN=RSA signer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            Certificate = request.CreateSelfSigned(Noon, Noon.AddYears(1));
        }

        public X509Certificate2 Certificate { get; }

        public IReadOnlyList<X509Certificate2> Chain => [];

        public string Name => "RSA signer";

        public bool Trusted => false;

        public byte[] SignHash(ReadOnlySpan<byte> sha256) => key.SignHash(sha256, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        public void Dispose()
        {
            key.Dispose();
            Certificate.Dispose();
        }
    }
}
