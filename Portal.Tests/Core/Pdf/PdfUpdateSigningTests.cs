using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Writing;

namespace Portal.Tests.Core.Pdf;

/// <summary>Updates behind a finished file, as a blob store holds it: read once, forwards, with nothing known of it but its record.</summary>
public sealed class PdfUpdateSigningTests : PdfTrial
{
    [Fact]
    public async Task Update_OfObjectsLeftOpen_IsSoundAndKeepsEveryEarlierByte()
    {
        var (draft, revision, open) = Draft();
        var kept = JsonSerializer.Deserialize<PdfRevision>(JsonSerializer.Serialize(revision))!;
        Assert.Equal(revision, kept);

        var (file, after, hash) = Update(draft, kept, update =>
        {
            update.WriteStream(open, "", "BT /F0 40 Tf 30 60 Td (later) Tj ET"u8);
            update.Write(update.Reserve(), "<</Note(new)>>");
            return update.Finish();
        });

        Assert.Equal(draft, file[..draft.Length]);
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file)), Convert.ToHexString(hash));
        Assert.Equal(file.Length, after.Length);
        Assert.Equal(revision.Size + 2, after.Size);
        var path = Path.Combine(Folder, "updated.pdf");
        File.WriteAllBytes(path, file);
        await Judge.AssertSoundAsync(path);
        Assert.Contains("later", await Judge.TextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OfAnUpdate_ReplacesWhatStands()
    {
        var (draft, revision, open) = Draft();
        var (first, next, _) = Update(draft, revision, update =>
        {
            update.WriteStream(open, "", "BT /F0 40 Tf 30 60 Td (first) Tj ET"u8);
            return update.Finish();
        });
        var (second, _, _) = Update(first, next, update =>
        {
            update.WriteStream(open, "", "BT /F0 40 Tf 30 60 Td (second) Tj ET"u8, deflate: false);
            return update.Finish();
        });
        var path = Path.Combine(Folder, "twice.pdf");
        File.WriteAllBytes(path, second);
        await Judge.AssertSoundAsync(path);
        var text = await Judge.TextAsync(path);
        Assert.Contains("second", text, StringComparison.Ordinal);
        Assert.DoesNotContain("first", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_Signed_HashesAllButTheValue()
    {
        var (draft, revision, open) = Draft();
        byte[] hashed = [];
        var (file, after, _) = Update(draft, revision, update =>
        {
            update.WriteStream(open, "", "BT ET"u8);
            return update.FinishSigned(new SignedEnding(update.Reserve(), "/Type/Sig/M(D:20261123120000Z)", 4, hash =>
            {
                hashed = hash;
                return [1, 2, 3];
            }));
        });
        var text = Encoding.Latin1.GetString(file);
        var value = text.IndexOf("<01020300>", StringComparison.Ordinal);
        byte[] covered = [.. file[..value], .. file[(value + 10)..]];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(covered), hashed);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"/ByteRange[0 {value} {value + 10} {file.Length - value - 10}]"), text, StringComparison.Ordinal);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"startxref\n{after.CrossReferencesAt}\n%%EOF\n"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_BehindAnotherFileOrWithWrongNumbers_IsRefused()
    {
        var (draft, revision, open) = Draft();
        Assert.Throws<ArgumentException>(() => Update([.. draft, 10], revision, update => update.Finish()));
        Assert.Throws<ArgumentException>(() => Update(draft, revision, update =>
        {
            update.Write(revision.Size, "null");
            return update.Finish();
        }));
        Assert.Throws<ArgumentException>(() => Update(draft, revision, update =>
        {
            update.Write(open, "null");
            update.Write(open, "null");
            return update.Finish();
        }));
    }

    [Theory]
    [InlineData(SignatureLevel.B)]
    [InlineData(SignatureLevel.LTA)]
    public async Task Draft_CompletedAndSignedLater_IsAsGoodAsOneWrittenAtOnce(SignatureLevel level)
    {
        using var authority = DevelopmentCertificateAuthority.Open(Folder, TimeProvider.System);
        var options = Options() with
        {
            Signing = new DocumentSigning { Signer = authority.Signer, Timestamps = authority.Timestamps, Revocation = authority.Revocation, Level = level },
        };
        using var stored = new MemoryStream();
        var (revision, plan, open) = SignableDraft(stored, options.Signing);
        var kept = JsonSerializer.Deserialize<SignaturePlan>(JsonSerializer.Serialize(plan))!;
        Assert.Equal(plan, kept);

        using var file = new MemoryStream();
        using (var output = new HashingOutput(file))
        {
            output.Copy(new MemoryStream(stored.ToArray()));
            var update = new PdfUpdate(output, revision);
            update.WriteStream(open, "", "BT /F0 40 Tf 30 60 Td (later) Tj ET"u8);
            new SignedFinish(output, options, kept).Finish(update.FinishSigned);
        }

        var report = PdfSignatureVerifier.Verify(file, [authority.Root]);
        Assert.True(report.IsValid, report.Signatures[0].Problem);
        Assert.Equal(level, report.Signatures[0].Level);
        var path = Path.Combine(Folder, "signed.pdf");
        await File.WriteAllBytesAsync(path, file.ToArray(), TestContext.Current.CancellationToken);
        await Judge.AssertSoundAsync(path);
        Assert.Contains("Signature is Valid.", (await Judge.RunAsync("pdfsig", path)).Output, StringComparison.Ordinal);
    }

    private static (PdfRevision Revision, SignaturePlan Plan, int Open) SignableDraft(Stream stream, DocumentSigning signing)
    {
        using var objects = new PdfObjects(stream);
        var (catalog, information, font, page, content) = (objects.Reserve(), objects.Reserve(), objects.Reserve(), objects.Reserve(), objects.Reserve());
        var (pages, structure, fields) = (new PageTree(objects), new StructureTree(objects), SignatureFields.Reserve(objects, signing));
        var parent = pages.Add(page);
        var annotations = string.Join(' ', fields.Annotations.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each} 0 R")));
        objects.WritePlain(page, Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 300 150]/Contents {content} 0 R/Resources<</Font<</F0 {font} 0 R>>>>/Annots[{annotations}]>>")));
        objects.Write(font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        fields.Write(objects, structure, page);
        pages.Finish();
        structure.Finish();
        objects.Write(information, "<</Title(Draft)>>");
        var entries = string.Create(CultureInfo.InvariantCulture, $"<</Type/Catalog/Pages {pages.Root} 0 R/StructTreeRoot {structure.Root} 0 R/AcroForm {fields.Form} 0 R");
        objects.WritePlain(catalog, Encoding.Latin1.GetBytes(entries + ">>"));
        return (objects.Finish(new PdfTrailer(catalog, information, new string('B', 32))), fields.Plan(entries), content);
    }

    /// <summary>One page whose content stream is reserved and left open.</summary>
    private static (byte[] File, PdfRevision Revision, int Open) Draft()
    {
        using var file = new MemoryStream();
        using var objects = new PdfObjects(file);
        var (catalog, information, font, page, content, pages) = (objects.Reserve(), objects.Reserve(), objects.Reserve(), objects.Reserve(), objects.Reserve(), new PageTree(objects));
        var parent = pages.Add(page);
        objects.WritePlain(page, Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 300 150]/Contents {content} 0 R/Resources<</Font<</F0 {font} 0 R>>>>>>")));
        objects.Write(font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        pages.Finish();
        objects.Write(information, "<</Title(Draft)>>");
        objects.WritePlain(catalog, Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<</Type/Catalog/Pages {pages.Root} 0 R>>")));
        var revision = objects.Finish(new PdfTrailer(catalog, information, new string('A', 32)));
        return (file.ToArray(), revision, content);
    }

    private static (byte[] File, PdfRevision Revision, byte[] Hash) Update(byte[] earlier, PdfRevision revision, Func<PdfUpdate, PdfRevision> write)
    {
        using var file = new MemoryStream();
        using var output = new HashingOutput(file);
        output.Copy(new MemoryStream(earlier));
        var after = write(new PdfUpdate(output, revision));
        return (file.ToArray(), after, output.HashWith(default));
    }
}
