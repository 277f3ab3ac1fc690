using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Core.Access;
using Portal.Core.Documents;
using Portal.Core.Requests;

namespace Portal.Tests.Core.Documents;

public sealed class AttachOrderTests
{
    public static TheoryData<string, byte[], string, string> BadFiles => new()
    {
        { "empty", [], "document.empty", "0 bytes" },
        { "docx", Zip("[Content_Types].xml", "word/document.xml"), "document.not-a-pdf", "Open it in Word and save it as PDF" },
        { "spreadsheet", Zip("[Content_Types].xml", "xl/workbook.xml"), "document.not-a-pdf", "office document" },
        { "zip", Zip("order.pdf"), "document.not-a-pdf", "Unpack it" },
        { "doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "document.not-a-pdf", "older Word" },
        { "rtf", [.. @"{\rtf1\ansi Order}"u8], "document.not-a-pdf", "rich text" },
        { "png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]], "document.not-a-pdf", "picture" },
        { "jpeg", [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[100]], "document.not-a-pdf", "picture" },
        { "html", [.. "\n<!DOCTYPE html><title>Sign in</title>"u8], "document.not-a-pdf", "web page" },
        { "mail", [.. "Received: from court.example\r\n\r\n"u8], "document.not-a-pdf", "e-mail" },
        { "program", [.. "MZ\0\0"u8], "document.not-a-pdf", "program" },
        { "text", [.. "Order of the court."u8], "document.not-a-pdf", "whatever its name ends in" },
        { "picture that is also a PDF", [0xFF, 0xD8, 0xFF, 0xE0, .. SmallPdf.WithTable()], "document.not-a-pdf", "picture" },
        { "truncated", SmallPdf.WithTable()[..^200], "document.truncated", "ends too early" },
        { "broken", PdfStructureTests.Replace(SmallPdf.WithTable(), "1 0 obj", "x y obj"), "document.broken", "print it to a new PDF" },
        { "encrypted", SmallPdf.WithTable("/Encrypt 9 0 R"), "document.encrypted", "password" },
    };

    [Fact]
    public async Task Attach_WholePdf_KeepsTheOriginalEncryptedAndRecordsIt()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var pdf = SmallPdf.WithTable("", "Affidavit of a secret witness");

        var document = await desk.DocumentAsync(await desk.AttachAsync(pdf, @"C:\orders\Warrant 12.pdf"));

        Assert.Equal("Warrant 12.pdf", document.FileName);
        Assert.Equal((pdf.Length, Convert.ToHexStringLower(SHA256.HashData(pdf))), (document.Length, document.Sha256));
        Assert.Equal((desk.Officer.PersonId, desk.Officer.Name, desk.Clock.GetUtcNow()), (document.UploadedById, document.UploadedByName, document.UploadedAt));
        Assert.Equal(ScanState.Unscanned, document.Scan);
        foreach (var file in Directory.EnumerateFiles(desk.Folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("portal.db", StringComparison.Ordinal)))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan().IndexOf("secret witness"u8));
        var recorded = Assert.Single(await desk.EventsAsync("document.attached"));
        Assert.Equal((desk.RequestId, desk.Officer.PersonId), (recorded.RequestId!.Value, recorded.ActorId));
        Assert.Contains("“Warrant 12.pdf”", recorded.Sentence, StringComparison.Ordinal);
        Assert.Contains(document.Sha256, Encoding.UTF8.GetString(recorded.Canonical), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(BadFiles))]
    public async Task Attach_BadFile_SaysWhatIsWrongAndHowToMendItAndKeepsNothing(string what, byte[] file, string code, string words)
    {
        await using var desk = await DocumentDesk.OpenAsync();
        var first = await desk.AttachAsync(SmallPdf.WithTable(), "kept.pdf");
        var stored = desk.StoredFiles();

        var refusal = await desk.RefusedAsync(file, "the order.pdf");

        Assert.Equal((what, code), (what, refusal.Code));
        Assert.Equal(nameof(AttachOrder.Input.File), refusal.Field);
        Assert.Contains("“the order.pdf”", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, stored), (await desk.CountAsync(), desk.StoredFiles()));
        Assert.Equal("kept.pdf", (await desk.DocumentAsync(first)).FileName);
        var recorded = Assert.Single(await desk.EventsAsync("action.refused"));
        Assert.Equal(code, JsonDocument.Parse(recorded.Canonical).RootElement.GetProperty("what").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Attach_TooLarge_StopsReadingAndKeepsNothing()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        using var endless = new EndlessStream();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => desk.AttachAsync(endless));

        Assert.Equal("document.too-large", refusal.Code);
        Assert.InRange(endless.Given, AttachOrder.LongestDocument, AttachOrder.LongestDocument + 128 * 1024);
        Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
    }

    [Fact]
    public async Task Attach_UploadBreaksOff_KeepsNothing()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        using var broken = new EndlessStream { FailsAfter = 300_000 };

        await Assert.ThrowsAsync<IOException>(() => desk.AttachAsync(broken));

        Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
    }

    [Fact]
    public async Task Attach_EleventhDocument_IsRefusedBeforeItIsRead()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        for (var i = 1; i <= AttachOrder.MostDocuments; i++) await desk.AttachAsync(SmallPdf.WithTable(), $"{i}.pdf");
        using var unread = new EndlessStream();

        var refusal = await Assert.ThrowsAsync<RuleViolation>(() => desk.AttachAsync(unread, "11.pdf"));

        Assert.Equal(("document.too-many", 0L), (refusal.Code, unread.Given));
        Assert.Equal(AttachOrder.MostDocuments, await desk.CountAsync());
    }

    [Fact]
    public async Task Attach_RequestSubmitted_IsRefused_AlsoWhileAQuestionIsOpen()
    {
        await using var desk = await DocumentDesk.OpenAsync();
        await desk.MoveAsync((RequestAction.Submit, desk.Officer), (RequestAction.StartIdentityCheck, desk.Reviewer), (RequestAction.ConfirmIdentity, desk.Reviewer));

        Assert.Equal("document.not-now", (await desk.RefusedAsync(SmallPdf.WithTable())).Code);

        await desk.MoveAsync((RequestAction.AskAgency, desk.Reviewer));
        // What comes with the answer is an enclosure of it: the order stays as it was filed.
        Assert.Equal("document.not-now", (await desk.RefusedAsync(SmallPdf.WithTable())).Code);
        Assert.Equal(0, await desk.CountAsync());
    }

    [Fact]
    public async Task Attach_ByOthers_IsRefusedAndRecorded()
    {
        await using var desk = await DocumentDesk.OpenAsync();

        await Assert.ThrowsAsync<NotVisible>(() => desk.AttachAsync(SmallPdf.WithTable(), actor: desk.Stranger()));
        await Assert.ThrowsAsync<NotVisible>(() => desk.AttachAsync(SmallPdf.WithTable(), actor: desk.Stranger(Guid.CreateVersion7())));
        await Assert.ThrowsAsync<PermissionDenied>(() => desk.AttachAsync(SmallPdf.WithTable(), actor: desk.Reviewer));

        Assert.Equal((0, 0, 3), (await desk.CountAsync(), desk.StoredFiles(), (await desk.EventsAsync("action.refused")).Count));
    }

    [Theory]
    [InlineData("clean", null)]
    [InlineData("infected", "document.malware")]
    [InlineData("silent", "document.not-scanned")]
    public async Task Attach_WithAScanner_TakesOnlyWhatItCleared(string answer, string? code)
    {
        await using var desk = await DocumentDesk.OpenAsync();
        desk.Scanner = new AnsweringScanner(answer);

        if (code is null)
        {
            Assert.Equal(ScanState.Clean, (await desk.DocumentAsync(await desk.AttachAsync(SmallPdf.WithTable()))).Scan);
            return;
        }
        Assert.Equal(code, (await desk.RefusedAsync(SmallPdf.WithTable())).Code);
        Assert.Equal((0, 0), (await desk.CountAsync(), desk.StoredFiles()));
    }

    private static byte[] Zip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names) zip.CreateEntry(name);
        }
        return file.ToArray();
    }

    /// <summary>Stands for a scanner that is not on this machine: what is tested is what intake makes of its answers.</summary>
    private sealed class AnsweringScanner(string answer) : IMalwareScanner
    {
        public Task<string?> FindAsync(Stream content, CancellationToken ct) => answer switch
        {
            "clean" => Task.FromResult<string?>(null),
            "infected" => Task.FromResult<string?>("Eicar-Test-Signature"),
            _ => throw new MalwareScanException("no answer"),
        };
    }

    /// <summary>An upload that never ends, or breaks off.</summary>
    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public long FailsAfter { get; init; } = long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Given >= FailsAfter) throw new IOException("The sender went away.");
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
