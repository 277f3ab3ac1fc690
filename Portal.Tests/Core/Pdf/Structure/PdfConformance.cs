namespace Portal.Tests.Core.Pdf.Structure;

/// <summary>
/// What of PDF/A-2a and PDF/UA-1 a program can check without being a whole validator. It reads the file through qpdf, so it shares no code
/// with what wrote it.
/// </summary>
internal static class PdfConformance
{
    private const int MostTold = 30;

    public static async Task AssertAsync(string path)
    {
        await Judge.AssertSoundAsync(path);
        Tell(Faults(await WrittenPdf.ReadAsync(path)), path);
    }

    public static IReadOnlyList<string> Faults(WrittenPdf pdf)
    {
        var faults = new List<string>();
        var contents = new PageContents(pdf, faults);
        new DocumentRules(pdf, faults).Check();
        new FontRules(pdf, contents, faults).Check();
        new StructureRules(pdf, contents, faults).Check();
        return faults;
    }

    private static void Tell(IReadOnlyList<string> faults, string path) =>
        Assert.True(faults.Count == 0, $"{faults.Count} faults in {path}:\n{string.Join('\n', faults.Take(MostTold))}");
}
