using System.Security.Cryptography.X509Certificates;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Signing.Keys;

namespace Portal.Tests.Core.Pdf;

/// <summary>Every kind of key at every level, before judges that are not ours.</summary>
[Collection(SoftTokenTests.Name)]
public sealed class PdfSigningLevelsTests(SoftToken token) : SigningTrial
{
    public static TheoryData<string, string, SignatureLevel> Kinds()
    {
        var kinds = new TheoryData<string, string, SignatureLevel>();
        foreach (var kind in (string[])["RSA", "P-256"])
        {
            foreach (var place in (string[])["file", "token"])
            {
                foreach (var level in Enum.GetValues<SignatureLevel>()) kinds.Add(kind, place, level);
            }
        }
        kinds.Add("P-384", "file", SignatureLevel.LTA);
        kinds.Add("P-384", "token", SignatureLevel.LTA);
        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signature_OfEveryKind_IsValidToEveryJudge(string kind, string place, SignatureLevel level)
    {
        var signer = place == "file" ? FileSigner(kind) : await TokenSignerAsync(kind);
        using var _ = (IDisposable)signer;
        var file = Sign(Signing(level, signer));
        var path = Path.Combine(Folder, "trial.pdf");

        var report = Verify(file, Authority.Root);
        Assert.True(report.IsValid, string.Join(' ', report.Signatures.Select(each => each.Problem)));
        var ours = report.Signatures[0];
        Assert.Equal(level, ours.Level);
        Assert.Equal(signer.Certificate.Thumbprint, ours.Signer?.Thumbprint);
        Assert.Equal((true, level >= SignatureLevel.T ? true : null), (ours.ChainsToAnchor, ours.TimestampChainsToAnchor));

        await Judge.AssertSoundAsync(path);
        await AssertPdfsigAsync(path, file, level);
        var parts = TakeApart(file);
        Assert.Equal(level == SignatureLevel.LTA ? 2 : 1, parts.Count);
        var (exit, output) = await OpensslCmsAsync(parts[0].Content, parts[0].Value);
        Assert.True(exit == 0, output);
        Assert.Contains("CAdES Verification successful", output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await OpensslCmsAsync(Flip(parts[0].Content, parts[0].Content.Length / 2), parts[0].Value)).Exit);
        var cms = CmsSignature.Read(parts[0].Value);
        if (level == SignatureLevel.B) Assert.Null(cms.Timestamp);
        else await AssertStampAsync(cms.Value, cms.Timestamp!);
        if (level == SignatureLevel.LTA) await AssertStampAsync(parts[1].Content, parts[1].Value);
    }

    [Fact]
    public async Task Fields_OfAnArchivedFile_AreListedByReaders()
    {
        Sign(Signing(SignatureLevel.LTA));
        var (exit, output) = await Judge.RunAsync("mutool", "sign", "-v", Path.Combine(Folder, "trial.pdf"));
        Assert.True(exit is 0 or 1, output);
        Assert.Contains("The signature is valid", output, StringComparison.Ordinal);
        Assert.Equal(2, Count(output, "Verifying signature"));
        Assert.Contains("Digital signature", (await Judge.RunAsync("qpdf", "--json", Path.Combine(Folder, "trial.pdf"))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_OfALevelWithoutItsParts_IsRefusedBeforeAnythingIsWritten()
    {
        using var stream = new MemoryStream();
        foreach (var signing in (DocumentSigning[])
            [Signing(SignatureLevel.T) with { Timestamps = null }, Signing(SignatureLevel.LT) with { Revocation = null }])
            Assert.Throws<InvalidOperationException>(() => new Portal.Core.Pdf.PdfDocument(stream, Options() with { Signing = signing }));
    }

    [Fact]
    public void Signature_ByAnIncompleteChain_CannotLast()
    {
        using var signer = FileSigner("P-256");
        var alone = new Lonely(signer);
        var refusal = Assert.Throws<SigningException>(() => Sign(Signing(SignatureLevel.LT, alone)));
        Assert.Contains("Add it to the chain", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<IDocumentSigner> TokenSignerAsync(string kind)
    {
        using var key = NewKey(kind);
        var label = kind + Guid.NewGuid().ToString("N")[..8];
        await token.ImportAsync(label, key);
        return new TokenSigner(token.Key(label), () => SoftToken.Pin, [Authority.Issue($"{kind} on a token", new PublicKey(key)), Authority.Root]);
    }

    /// <summary>Both lines, of the whole file and of the file as it was when it was signed.</summary>
    private async Task AssertPdfsigAsync(string path, byte[] file, SignatureLevel level)
    {
        var verdict = await PdfsigAsync(path);
        Assert.Contains("Signature is Valid.", verdict, StringComparison.Ordinal);
        Assert.Contains("Certificate is Trusted.", verdict, StringComparison.Ordinal);
        Assert.Contains("ETSI.CAdES.detached", verdict, StringComparison.Ordinal);
        // pdfsig knows nothing of validation data: to it, level B-LT was added to. A document time stamp it lists as covering everything.
        Assert.Equal(level == SignatureLevel.LT ? 0 : 1, Count(verdict, "- Total document signed"));
        Assert.Equal(level >= SignatureLevel.LT ? 1 : 0, Count(verdict, "- Not total document signed"));
        var asSigned = await PdfsigAsync(WriteFile("as-signed.pdf", file[..(int)TakeApart(file)[0].Ranges.End]));
        Assert.Contains("Signature is Valid.", asSigned, StringComparison.Ordinal);
        Assert.Contains("- Total document signed", asSigned, StringComparison.Ordinal);
    }

    private async Task AssertStampAsync(byte[] stamped, byte[] value)
    {
        var (exit, output) = await OpensslTsAsync(stamped, value);
        Assert.True(exit == 0, output);
        Assert.NotEqual(0, (await OpensslTsAsync(Flip(stamped, stamped.Length / 2), value)).Exit);
    }

    /// <summary>A signer that does not know who issued its certificate.</summary>
    private sealed class Lonely(IDocumentSigner signer) : IDocumentSigner
    {
        public X509Certificate2 Certificate => signer.Certificate;

        public IReadOnlyList<X509Certificate2> Chain => [];

        public string Name => signer.Name;

        public bool Trusted => false;

        public byte[] SignHash(ReadOnlySpan<byte> sha256) => signer.SignHash(sha256);
    }
}
