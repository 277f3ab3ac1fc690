using Portal.Tests.Support;

namespace Portal.Tests.Core.Documents;

/// <summary>Real court files through the whole intake.</summary>
public sealed class CourtFilesTests
{
    /// <summary>Pages of each usable file, as its court published it; null where it must be refused.</summary>
    public static TheoryData<string, int?, string?> Files => new()
    {
        { "pdf_court/acms_test.pdf", 2, null },
        { "pdf_court/broken-mime.pdf", 23, null },
        { "pdf_court/ca10_010110462922.pdf", 1, null },
        { "pdf_court/ca2_1-1.pdf", 2, null },
        { "pdf_court/ca6_1-3.pdf", 3, null },
        { "pdf_court/ca7_3.pdf", 1, null },
        { "pdf_court/ca8_.pdf", 2, null },
        { "pdf_court/cafc_3.pdf", 2, null },
        { "pdf_court/gov.uscourts.azd.1085839.3.0.pdf", 5, null },
        { "pdf_court/gov.uscourts.cacd.652774.40.0.pdf", 4, null },
        { "pdf_court/gov.uscourts.cand.203070.27.0.pdf", 2, null },
        { "pdf_court/ocr_pdf_variation.pdf", 1, null },
        { "pdf_court/empty.pdf", null, "document.empty" },
        { "pdf_court/word-doc.doc", null, "document.not-a-pdf" },
        { "pdf_court/word-docx.docx", null, "document.not-a-pdf" },
        { "pdf_signed_sample/pdf-signed-original.pdf", 1, null },
        { "pdf_signed_sample/pdf-signed-added-page.pdf", 2, null },
        { "pdf_signed_sample/malformed-pades.pdf", null, "document.not-a-pdf" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task Attach_CourtFile_IsAnOrderWithItsPagesOrAClearRefusal(string path, int? pages, string? code)
    {
        var file = await File.ReadAllBytesAsync(SharedData.Demand(path), TestContext.Current.CancellationToken);
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        if (pages is null)
        {
            Assert.Equal(code, (await desk.RefusedAsync(file, Path.GetFileName(path))).Code);
            Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
            return;
        }
        var document = await desk.DocumentAsync(await desk.AttachAsync(file, Path.GetFileName(path)));
        await desk.DemandDrawingAsync();
        Assert.Null(document.PagesProblem);
        Assert.Equal(Enumerable.Range(1, pages.Value), document.Pages.Select(p => p.Number));
        Assert.All(document.Pages, p => Assert.InRange(p.WidthPixels, 500, 2000));
    }

    [Fact]
    public void Files_TheFolder_HoldsNoneThatIsNotTested()
    {
        var tested = Files.Select(row => row.Data.Item1).ToHashSet();
        foreach (var folder in new[] { "pdf_court", "pdf_signed_sample" })
            Assert.All(Directory.EnumerateFiles(SharedData.Demand(folder)), f => Assert.Contains($"{folder}/{Path.GetFileName(f)}", tested));
    }
}
