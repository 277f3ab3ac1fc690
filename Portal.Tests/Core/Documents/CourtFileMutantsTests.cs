using System.Diagnostics;
using Portal.Core.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Documents;

/// <summary>Real damage to a real court file. A class of its own, so that it runs beside the others.</summary>
public sealed class CourtFileMutantsTests
{
    [Fact]
    public async Task Attach_TwoHundredMutantsOfACourtFile_EachIsADocumentOrAClearRefusal()
    {
        var original = await File.ReadAllBytesAsync(SharedData.Demand("pdf_court/ca7_3.pdf"), TestContext.Current.CancellationToken);
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        var random = new Random(2703);
        var (taken, refused) = (0, 0);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 200 && watch.Elapsed < TimeSpan.FromSeconds(40); i++)
        {
            try
            {
                await desk.RemoveAsync(await desk.AttachAsync(Mutants.Of(original, random), $"mutant {i}.pdf"));
                taken++;
            }
            catch (RuleViolation refusal)
            {
                Assert.StartsWith("document.", refusal.Code, StringComparison.Ordinal);
                Assert.Contains($"“mutant {i}.pdf”", refusal.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} taken, {refused} refused in {watch.Elapsed.TotalSeconds:F1} s");
        Assert.True(taken > 0 && refused > 0, $"{taken} taken, {refused} refused");
        Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
        Assert.Equal((taken, refused), ((await desk.EventsAsync("document.attached")).Count, (await desk.EventsAsync("action.refused")).Count));
    }
}
