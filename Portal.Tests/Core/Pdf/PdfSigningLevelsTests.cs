using Portal.Core.Pdf.Signing;

namespace Portal.Tests.Core.Pdf;

public sealed class PdfSigningLevelsTests : PdfTrial
{
    [Fact]
    public void Quick_Look()
    {
        using var keys = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        foreach (var level in Enum.GetValues<SignatureLevel>())
        {
            var signing = new DocumentSigning { Signer = keys.Signer, Timestamps = keys.Timestamps, Revocation = keys.Revocation, Level = level };
            var (path, _) = Write(pdf => { pdf.Heading(1, "Signed"); pdf.Paragraph("x"); }, Options() with { Signing = signing }, level + ".pdf");
            File.Copy(path, "/tmp/look-" + level + ".pdf", true);
            using var f = File.OpenRead(path);
            var r = PdfSignatureVerifier.Verify(f, [keys.Root]);
            foreach (var s in r.Signatures) Console.WriteLine($"{level}: {r.IsValid} {s}");
            
        }
        File.Copy(Path.Combine(Folder, "development-ca", "root.crt"), "/tmp/look-root.crt", true);
    }
}
