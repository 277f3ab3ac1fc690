using System.Diagnostics;
using System.Text;
using Portal.Core.Documents.Intake;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Documents;

public sealed class PdfStructureTests
{
    public static TheoryData<string, byte[]> Whole => new()
    {
        { "table", SmallPdf.WithTable() },
        { "stream under a predictor", SmallPdf.WithStream() },
        { "stream without a predictor", SmallPdf.WithStream(predictor: false) },
        { "junk of 900 bytes before the header", [.. Encoding.ASCII.GetBytes(new string('x', 900)), .. SmallPdf.WithTable()] },
        { "padded with zeros to a block", [.. SmallPdf.WithTable(), .. new byte[30_000]] },
        { "a line after the end", [.. SmallPdf.WithTable(), .. "\r\n-- sent by the clerk --\r\n"u8] },
        { "strings and arrays in the trailer", SmallPdf.WithTable("/Info << /Title (a \\) >> /Encrypt ( nested ) b) >> /ID [<0a> <0b>]") },
    };

    public static TheoryData<string, byte[], string> Faulty => new()
    {
        { "no header", Encoding.ASCII.GetBytes("hello"), nameof(PdfFault.NoHeader) },
        { "header too late", [.. new byte[1024], .. SmallPdf.WithTable()], nameof(PdfFault.NoHeader) },
        { "header alone", Encoding.ASCII.GetBytes("%PDF-1.7\n"), nameof(PdfFault.Truncated) },
        { "cut in the middle", SmallPdf.WithTable()[..300], nameof(PdfFault.Truncated) },
        { "end without startxref", Encoding.ASCII.GetBytes("%PDF-1.7\n%%EOF"), nameof(PdfFault.Truncated) },
        { "cross-reference behind the end", Encoding.ASCII.GetBytes("%PDF-1.7\nstartxref\n99999\n%%EOF"), nameof(PdfFault.Truncated) },
        { "startxref to nothing", Encoding.ASCII.GetBytes("%PDF-1.7\nstartxref\n0\n%%EOF"), nameof(PdfFault.Broken) },
        { "startxref without number", Encoding.ASCII.GetBytes("%PDF-1.7\nstartxref\n%%EOF"), nameof(PdfFault.Broken) },
        { "no catalogue where it should be", Replace(SmallPdf.WithTable(), "1 0 obj", "9 0 obj"), nameof(PdfFault.Broken) },
        { "no root", Replace(SmallPdf.WithTable(), "/Root", "/Rout"), nameof(PdfFault.Broken) },
        { "a filter that is none", Replace(SmallPdf.WithStream(), "/FlateDecode", "/FlatEncode_"), nameof(PdfFault.Broken) },
        { "a chain that bites its tail", Loop(), nameof(PdfFault.Broken) },
        { "encrypted", SmallPdf.WithTable("/Encrypt 9 0 R"), nameof(PdfFault.Encrypted) },
        { "encrypted, the name escaped", SmallPdf.WithTable("/#45ncr#79pt 9 0 R"), nameof(PdfFault.Encrypted) },
        { "encrypted, with a stream", SmallPdf.WithStream("/Encrypt 9 0 R"), nameof(PdfFault.Encrypted) },
    };

    [Theory, MemberData(nameof(Whole))]
    public void Check_WholeFile_FindsNoFault(string what, byte[] file) => Assert.True(PdfStructure.Check(file) == PdfFault.None, what);

    [Theory, MemberData(nameof(Faulty))]
    public void Check_FaultyFile_NamesTheFault(string what, byte[] file, string fault) => Assert.Equal((what, fault), (what, PdfStructure.Check(file).ToString()));

    [Fact]
    public void Check_ThousandsOfMutants_AnswersEachAndQuickly()
    {
        var originals = new List<byte[]> { SmallPdf.WithTable(), SmallPdf.WithStream(), SmallPdf.WithStream(predictor: false) };
        if (SharedData.Find("pdf_court/ca10_010110462922.pdf") is { } real) originals.Add(File.ReadAllBytes(real));
        var random = new Random(20261123);
        var seen = new HashSet<PdfFault>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 8000; i++) seen.Add(PdfStructure.Check(Mutants.Of(originals[i % originals.Count], random)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"8,000 mutants took {watch.Elapsed}.");
        Assert.Superset(new HashSet<PdfFault> { PdfFault.None, PdfFault.Truncated, PdfFault.Broken }, seen);
    }

    [Fact]
    public void Check_StreamThatClaimsMillionsOfRows_EndsSoon()
    {
        var file = Replace(SmallPdf.WithStream("/Index [0 3999999]"), "/Root 1 0 R", "/Root 3999998 0 R");
        var watch = Stopwatch.StartNew();
        Assert.NotEqual(PdfFault.None, PdfStructure.Check(file));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }

    internal static byte[] Replace(byte[] file, string what, string with) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(file).Replace(what, with, StringComparison.Ordinal));

    private static byte[] Loop()
    {
        const string Body = "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 7 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n";
        return Encoding.ASCII.GetBytes(Body);
    }
}
