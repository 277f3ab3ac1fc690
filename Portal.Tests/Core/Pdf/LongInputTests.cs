using System.Diagnostics;
using Portal.Core.Pdf;

namespace Portal.Tests.Core.Pdf;

/// <summary>A megabyte in one message: time and memory grow with its length, never with the square of it.</summary>
public sealed class LongInputTests : PdfTrial
{
    [Theory]
    [InlineData("x")]
    [InlineData("word ")]
    [InlineData("é\u0301\u0302")]
    [InlineData("\0")]
    [InlineData("\u200D")]
    [InlineData("\u202E")]
    [InlineData("\u05D0 1")]
    [InlineData("(\u05D0[")]
    [InlineData("\u0915\u094D")]
    [InlineData("\U0001F600")]
    [InlineData("\n")]
    [InlineData("\t")]
    [InlineData("\u202Eab\n")]
    public void MegabyteOf_Anything_TakesSecondsAndLittleMemory(string part)
    {
        RequireFonts();
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        using var pdf = new PdfDocument(Stream.Null, Options());
        using (var messages = pdf.BeginMessages()) messages.Row(new MessageRow("12:00:00", "alice", ["bob"], text));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        pdf.Finish();
        // Measured: 0.05 to 0.8 s, and 4 s for a row of joined faces. Work in the square of the length would take minutes.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40), $"It took {clock.Elapsed}.");
        Assert.True(kept < 300_000_000, $"It keeps {kept} bytes.");
    }
}
