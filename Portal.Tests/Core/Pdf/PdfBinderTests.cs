using System.Text.Json;
using Portal.Core.Pdf;
using Portal.Core.Pdf.Signing;

namespace Portal.Tests.Core.Pdf;

/// <summary>Drafts completed later, elsewhere, from their bytes and a small record alone.</summary>
public sealed class PdfBinderTests : PdfTrial
{
    private const string Characters = "Volume of page 0123456789,·";

    [Theory]
    [InlineData(SignatureLevel.B)]
    [InlineData(SignatureLevel.T)]
    [InlineData(SignatureLevel.LT)]
    [InlineData(SignatureLevel.LTA)]
    public async Task Bind_OfADraftOfManyPages_StampsEachPageAndSignsTheWhole(SignatureLevel level)
    {
        RequireFonts();
        using var authority = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "authority"), TimeProvider.System);
        var options = Options() with
        {
            StampCharacters = Characters,
            Signing = new DocumentSigning { Signer = authority.Signer, Timestamps = authority.Timestamps, Revocation = authority.Revocation, Level = level },
        };
        var (draft, record) = Draft(options, messages: 400);

        var path = Path.Combine(Folder, "bound.pdf");
        BoundPdf bound;
        using (var output = File.Create(path)) bound = PdfBinder.Bind(new MemoryStream(draft), record, page => Stamp(page), output, options);

        Assert.True(bound.Pages > 10);
        Assert.Equal(new FileInfo(path).Length, bound.Bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))), bound.Sha256);
        await Judge.AssertSoundAsync(path);
        var pages = (await Judge.TextAsync(path)).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(bound.Pages, pages.Length);
        for (var page = 1; page <= pages.Length; page++)
        {
            Assert.Contains(Stamp(page), pages[page - 1], StringComparison.Ordinal);
            Assert.Contains($"Page {page} of {pages.Length}", pages[page - 1], StringComparison.Ordinal);
        }
        using (var file = File.OpenRead(path))
        {
            var report = PdfSignatureVerifier.Verify(file);
            Assert.True(report.IsValid, report.Problem + string.Join(' ', report.Signatures.Select(signature => signature.Problem)));
            Assert.Equal(level, report.Signatures[0].Level);
            Assert.Equal(level < SignatureLevel.LT, report.Signatures[0].CoversWholeDocument);
            Assert.Equal(level >= SignatureLevel.LT, report.Signatures[0].FollowedByProofOnly);
        }
        var (_, signatures) = await Judge.RunAsync("pdfsig", path);
        Assert.Contains("Signature is Valid", signatures, StringComparison.Ordinal);
        // pdfsig takes validation data for an addition; a document time stamp it lists as covering everything.
        if (level != SignatureLevel.LT) Assert.Contains("- Total document signed", signatures, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_OfTheSameDraftTwice_GivesTheSameBytes()
    {
        var options = Options() with { StampCharacters = Characters };
        var ((first, record), (second, again)) = (Draft(options, 30), Draft(options, 30));

        Assert.Equal(first, second);
        Assert.Equal(JsonSerializer.Serialize(record), JsonSerializer.Serialize(again));
        Assert.Equal(Bind(first, record, options), Bind(second, again, options));
    }

    [Fact]
    public void Bind_OfAnotherFile_IsRefused()
    {
        var options = Options() with { StampCharacters = Characters };
        var (draft, record) = Draft(options, 5);
        draft[draft.Length / 2] ^= 1;

        Assert.Throws<InvalidDataException>(() => Bind(draft, record, options));
        Assert.Throws<InvalidDataException>(() => Bind(draft[..^1], record, options));
    }

    [Fact]
    public void Bind_WithACharacterThatTheDraftLacks_IsRefused()
    {
        var options = Options() with { StampCharacters = "123" };
        var (draft, record) = Draft(options, 1);

        Assert.Contains("'4'", Assert.Throws<ArgumentException>(() => PdfBinder.Bind(new MemoryStream(draft), record, _ => "4", new MemoryStream(), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_WithStamps_EndsAsADraftOnly()
    {
        RequireFonts();
        using var stamped = new PdfDocument(new MemoryStream(), Options() with { StampCharacters = Characters });
        using var plain = new PdfDocument(new MemoryStream(), Options());

        Assert.Throws<InvalidOperationException>(stamped.Finish);
        Assert.Throws<InvalidOperationException>(plain.FinishDraft);
    }

    private static string Stamp(int page) => FormattableString.Invariant($"Volume 3 of 9 · page {page + 1234:N0} of 12,034");

    private static byte[] Bind(byte[] draft, PdfDraft record, PdfDocumentOptions options)
    {
        using var output = new MemoryStream();
        PdfBinder.Bind(new MemoryStream(draft), record, Stamp, output, options);
        return output.ToArray();
    }

    /// <summary>The record goes through JSON, as it does between two machines.</summary>
    private static (byte[] File, PdfDraft Record) Draft(PdfDocumentOptions options, int messages)
    {
        RequireFonts();
        using var file = new MemoryStream();
        using var pdf = new PdfDocument(file, options);
        pdf.Heading(1, "Messages");
        using (var table = pdf.BeginMessages())
            for (var i = 0; i < messages; i++) table.Row(new MessageRow("12:00:00", "alice", ["bob"], $"Message {i} مرحبا"));
        var record = JsonSerializer.Serialize(pdf.FinishDraft());
        return (file.ToArray(), JsonSerializer.Deserialize<PdfDraft>(record)!);
    }
}
