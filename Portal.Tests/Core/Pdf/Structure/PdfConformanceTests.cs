using System.Text;
using Portal.Core.Pdf;

namespace Portal.Tests.Core.Pdf.Structure;

public sealed class PdfConformanceTests : PdfTrial
{
    private static void EveryBlock(PdfDocument pdf)
    {
        pdf.Heading(1, "Disclosure (PR-2026-000123-P1)");
        pdf.Paragraph("Records disclosed to the agency, naïvely and office-finely.", ParagraphStyle.Lead);
        pdf.Callout("Development certificate", "Not trusted. שלום 123", CalloutTone.Warning);
        pdf.Callout("", "A quotation without a title.");
        pdf.KeyValues([new KeyValue("Request", "PR-2026-000123"), new KeyValue("Scope", new string('a', 64), Fixed: true), new KeyValue("Empty", "")]);
        pdf.Rule();
        pdf.Space(12);
        pdf.Heading(2, "Over pages");
        using (var table = pdf.BeginTable(new TableColumn("Line"), new TableColumn("Target", 3), new TableColumn("Hash", 3, Fixed: true), new TableColumn("Count", 1, ColumnAlign.End)))
        {
            for (var i = 0; i < 230; i++) table.Row($"L{i}", i % 7 == 0 ? "" : $"漢字 target {i}", "0123456789abcdef", $"{i * 1000}");
        }
        pdf.Heading(3, "Codes");
        pdf.Paragraph("openssl cms -verify", ParagraphStyle.Code);
        pdf.PageBreak();
        pdf.Heading(1, "Messages 👍");
        string[] bodies =
        [
            "Plain Latin, and a long line that has to be broken over more than one line of the page because it says so much about so little.",
            "مرحبا بالعالم 123 abc", "בשעה 14:30 שולם 123-456", "नमस्ते दुनिया क्षत्रिय", "สวัสดีครับ", "日本語のテスト 한국어", "👨‍👩‍👧‍👦 🇺🇸 👍🏽 ☺️ 1️⃣",
            "private \uE000 \U000F0000 and \U00020000\U0002A6D6", "nul\0 esc\u001B rlo\u202Eabc bom\uFEFF", "z" + new string('\u0301', 300), "lone \uD83D", "\uFFFE \uFFFF \U0001FFFE", "a\tb\nc\r\nd\u2028e\u2029f", "",
        ];
        using (var messages = pdf.BeginMessages())
        {
            for (var i = 0; i < 150; i++)
            {
                messages.Row(new MessageRow("12:00:00", i % 5 == 0 ? "al\u202Eice" : "alice", ["bob", "كرول"], bodies[i % bodies.Length])
                {
                    TimeDetail = "L1 · alice-bob",
                    Reference = $"m-{i:D6}",
                    Labels = i % 3 == 0 ? ["Edited 2026-01-01 12:05:00 by alice", "Without content"] : [],
                    Notes = i % 4 == 0 ? ["Attachment )>>endobj", "Before: שלום"] : [],
                });
            }
        }
        pdf.Paragraph("The end.", ParagraphStyle.Caption);
    }

    [Fact]
    public async Task Document_WithEveryBlock_Conforms()
    {
        var (path, _) = Write(EveryBlock, Options() with { Subject = "Über <alles> & \"mehr\"", Running = page => new RunningLines($"p{page.Number}", page.Section, "foot 漢") });
        await PdfConformance.AssertAsync(path);
    }

    [Fact]
    public async Task Document_WithNothingInIt_Conforms()
    {
        var (path, _) = Write(_ => { });
        await PdfConformance.AssertAsync(path);
    }

    [Theory]
    [InlineData("messages/multilingual.ndjson.gz", 12)]
    [InlineData("messages/nasty.ndjson.gz", 13)]
    [InlineData("messages/irc.ndjson.gz", 40)]
    public async Task Corpus_Sampled_Conforms(string corpus, int everyNth)
    {
        var (path, _) = WriteMessages(Corpus.Texts(corpus).Where((_, i) => i % everyNth == 0));
        await PdfConformance.AssertAsync(path);
    }

    [Theory]
    [InlineData("\"/Lang\"", "\"/Gnal\"", "no /Lang")]
    [InlineData("\"/DisplayDocTitle\": true", "\"/DisplayDocTitle\": false", "DisplayDocTitle")]
    [InlineData("\"/Scope\": \"/Row\"", "\"/Scope\": \"/None\"", "without Scope")]
    [InlineData("\"/S\": \"/H2\"", "\"/S\": \"/H3\"", "follows heading")]
    [InlineData("\"/S\": \"/TD\"", "\"/S\": \"/Cell\"", "not a standard one")]
    [InlineData("\"/Title\": \"u:Trial\"", "\"/Title\": \"u:Other\"", "/Title")]
    [InlineData("\"/S\": \"/TR\"", "\"/ID\": \"u:row\", \"/S\": \"/TR\"", "identifier row twice")]
    [InlineData("\"/S\": \"/Document\"", "\"/ID\": \"u:all\", \"/S\": \"/Document\"", "identifier all is not found")]
    [InlineData("\"/ToUnicode\"", "\"/ToNothing\"", "no ToUnicode")]
    [InlineData("\"/FontFile2\"", "\"/FontFileX\"", "not embedded")]
    [InlineData("\"/Tabs\": \"/S\"", "\"/Tabs\": \"/R\"", "/Tabs")]
    [InlineData("\"/StructParents\": 1", "\"/StructParents\": 2", "parent tree")]
    [InlineData("\"/PageLabels\":", "\"/JS\":", "holds /JS")]
    public async Task Checker_OfAFileMadeFaulty_FindsIt(string part, string other, string fault)
    {
        var (path, _) = Write(EveryBlock);
        var json = await WrittenPdf.JsonAsync(path);
        Assert.Empty(PdfConformance.Faults(WrittenPdf.Parse(json)));
        Assert.Contains(part, json, StringComparison.Ordinal);
        Assert.Contains(PdfConformance.Faults(WrittenPdf.Parse(json.Replace(part, other, StringComparison.Ordinal))), found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/Artifact BMC", "/Artefact BMC", "neither tagged nor an artifact")]
    [InlineData("/MCID 1>>", "/MCID 9999>>", "does not exist")]
    [InlineData(" rg\n", " k\n", "operator k")]
    public async Task Checker_OfAPageMadeFaulty_FindsIt(string part, string other, string fault)
    {
        var (path, _) = Write(EveryBlock);
        var json = await WrittenPdf.JsonAsync(path);
        var pdf = WrittenPdf.Parse(json);
        var stream = pdf.Stream(WrittenPdf.Get(pdf.Object(pdf.Pages[0]), "/Contents").GetString()!);
        var drawing = Encoding.Latin1.GetString(stream);
        Assert.Contains(part, drawing, StringComparison.Ordinal);
        var faulty = Encoding.Latin1.GetBytes(drawing.Replace(part, other, StringComparison.Ordinal));
        var changed = WrittenPdf.Parse(json.Replace(Convert.ToBase64String(stream), Convert.ToBase64String(faulty), StringComparison.Ordinal));
        Assert.Contains(PdfConformance.Faults(changed), found => found.Contains(fault, StringComparison.Ordinal));
    }
}
