using Portal.Core.Pdf.Fonts;

namespace Portal.Tests.Core.Pdf.Fonts;

public sealed class FaceHeightTests
{
    [Theory]
    [InlineData("NotoSans-Regular.ttf", 1.05, 1.09, 0.28, 0.31)]
    [InlineData("NotoSansHebrew-Regular.ttf", 1.05, 1.09, 0.28, 0.31)]
    // Claims 1.37 and 0.74 for stacks that chat never writes.
    [InlineData("NotoSansArabic-Regular.ttf", 0.85, 1.10, 0.38, 0.55)]
    [InlineData("NotoSansMyanmar-Regular.ttf", 0.95, 1.15, 0.45, 0.65)]
    [InlineData("NotoSerifTibetan-Regular.ttf", 0.80, 1.20, 0.55, 0.80)]
    // Claims 0.29 below the line, where its subscripts take half an em.
    [InlineData("NotoSansKhmer-Regular.ttf", 1.0, 1.15, 0.45, 0.6)]
    public void Height_OfAFace_IsWhatItsLettersTake(string file, double leastAscent, double mostAscent, double leastDescent, double mostDescent)
    {
        var path = PdfTrial.FindFont(file);
        if (path is null) Assert.Skip($"The font {file} is not installed. Install fonts-noto-core.");
        var face = FontFace.TryOpen(path!, 0)!;
        Assert.InRange(face.Ascent, leastAscent, mostAscent);
        Assert.InRange(face.Descent, leastDescent, mostDescent);
    }
}
