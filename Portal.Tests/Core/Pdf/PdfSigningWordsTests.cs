using Portal.Core.Pdf.Signing;
using Portal.Jobs.Commands;

namespace Portal.Tests.Core.Pdf;

/// <summary>What the package verifier prints of a PDF.</summary>
public sealed class PdfSigningWordsTests : SigningTrial
{
    private const string Stamper = "CN=\"Development time-stamping authority (development, untrusted)\"";

    [Theory]
    [InlineData(SignatureLevel.B, "level B-B, covers the whole document, without a time stamp;")]
    [InlineData(SignatureLevel.T, "level B-T, covers the whole document, time-stamped ")]
    [InlineData(SignatureLevel.LT, "level B-LT, covers the whole document but for the proof added to it, time-stamped ")]
    [InlineData(SignatureLevel.LTA, "level B-LTA, covers the whole document but for the proof added to it, time-stamped ")]
    public void Verdict_OnEveryLevel_NamesItAndWhoStamped(SignatureLevel level, string words)
    {
        var verdict = PdfSignatures.InWords(Verify(Sign(Signing(level))));
        Assert.True(verdict.Valid);
        Assert.StartsWith("signed by CN=\"Development document signer (development, untrusted)\", " + words, verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal(level >= SignatureLevel.T, verdict.Sentence.Contains(" UTC by " + Stamper, StringComparison.Ordinal));
        Assert.Equal(level == SignatureLevel.LTA, verdict.Sentence.Contains(" UTC under a time stamp of " + Stamper, StringComparison.Ordinal));
    }

    [Fact]
    public void Verdict_OnWhatWasAdded_SaysSo()
    {
        var verdict = PdfSignatures.InWords(Verify([.. Sign(Signing(SignatureLevel.LTA)), .. "\n"u8]));
        Assert.False(verdict.Valid);
        Assert.Contains("bytes were added after this signature", verdict.Sentence, StringComparison.Ordinal);
    }
}
