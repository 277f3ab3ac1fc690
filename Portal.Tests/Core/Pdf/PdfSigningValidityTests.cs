using Portal.Core.Pdf.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Pdf;

/// <summary>A certificate signs within its own time only, and so do those above it.</summary>
public sealed class PdfSigningValidityTests : SigningTrial
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(11, "expired on")]
    [InlineData(-1, "is not valid before")]
    public void Document_OutsideTheCertificatesTime_IsRefusedBeforeAnythingIsWritten(int years, string words)
    {
        using var stream = new MemoryStream();
        var signing = Signing(SignatureLevel.B) with { Clock = new TestClock(Now.AddYears(years)) };
        var refusal = Assert.Throws<SigningException>(() => new Portal.Core.Pdf.PdfDocument(stream, Options() with { Signing = signing }));
        Assert.Contains($"The certificate {Authority.SignerCertificate.Subject} {words} 20", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_ThatExpiresWhileTheDocumentIsWritten_DoesNotSign()
    {
        var clock = new TestClock(Now);
        var options = Options() with { Signing = Signing(SignatureLevel.B) with { Clock = clock } };
        var refusal = Assert.Throws<SigningException>(() => Write(
            pdf =>
            {
                pdf.Heading(1, "Signed");
                clock.Advance(TimeSpan.FromDays(4000));
            },
            options,
            "late.pdf"));
        Assert.Contains("expired on", refusal.Message, StringComparison.Ordinal);
    }
}
