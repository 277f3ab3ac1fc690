using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Core.Pdf.Signing;
using Portal.Core.Pdf.Writing;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Pdf;

/// <summary>What may stand behind a signature, and what may not.</summary>
public sealed class PdfSigningAdditionsTests : SigningTrial
{
    [Theory]
    [InlineData(SignatureLevel.LT)]
    [InlineData(SignatureLevel.LTA)]
    public void OneFlippedBit_AnywhereButInAValue_IsFound(SignatureLevel level)
    {
        var file = Sign(Signing(level));
        var values = TakeApart(file).Select(each => (each.Ranges.FirstLength, each.Ranges.SecondStart)).ToList();
        var end = TakeApart(file)[0].Ranges.End;
        Assert.True(end < file.Length);
        Assert.True(Verify(file).IsValid);
        var random = new Random(5);
        // Some of what is signed, and much of what was appended, which is the part that no signature guards at level B-LT.
        var at = 0;
        while ((at += 1 + random.Next(at < end ? 400 : 12)) < file.Length)
        {
            if (values.Exists(value => at >= value.FirstLength && at < value.SecondStart)) continue;
            Assert.False(Verify(Flip(file, at, 1 << random.Next(8))).IsValid, $"A flipped bit of byte {at} of {file.Length} went unnoticed.");
        }
    }

    [Fact]
    public void OneFlippedBit_InTheValueOfTheArchiveStamp_NeverTellsAnotherTime()
    {
        var file = Sign(Signing(SignatureLevel.LTA));
        var honest = Verify(file).Signatures[1];
        var value = TakeApart(file)[1].Ranges;
        for (var at = value.FirstLength; at < value.SecondStart; at += 31)
        {
            var report = Verify(Flip(file, (int)at));
            if (!report.IsValid) continue;
            Assert.Equal((honest.TimestampUtc, honest.Signer?.Thumbprint), (report.Signatures[1].TimestampUtc, report.Signatures[1].Signer?.Thumbprint));
        }
    }

    [Theory]
    [InlineData(SignatureLevel.B)]
    [InlineData(SignatureLevel.T)]
    [InlineData(SignatureLevel.LT)]
    [InlineData(SignatureLevel.LTA)]
    public void Additions_OfEveryOtherKind_AreReported(SignatureLevel level)
    {
        var file = Sign(Signing(level));
        var catalog = CatalogOf(file);
        var open = catalog[..^2];
        var root = RevisionOf(file).Trailer.Root;
        Action<PdfUpdate>[] hostile =
        [
            _ => { },
            update => update.Write(update.Reserve(), "<</Note(harmless)>>"),
            update => update.Write(root, catalog),
            update => update.Write(root, open + "/OpenAction<</S/JavaScript/JS(app.alert)>>>>"),
            update => update.Write(PageOf(file), "<</Type/Page>>"),
            update => update.WriteStream(ContentOf(file), "", "BT ET"u8),
            update => update.Write(root, open.Replace("/Lang(en)", "/Lang(de)", StringComparison.Ordinal) + ">>"),
            update => Store(update, root, open, Honest(), more: "/OpenAction 3 0 R"),
            update =>
            {
                Store(update, root, open, Honest());
                update.Write(PageOf(file), "<</Type/Page>>");
            },
            update =>
            {
                Store(update, root, open, Honest());
                update.WriteStream(update.Reserve(), "", "BT ET"u8, deflate: false);
            },
            update => Store(update, root, open.Replace("/Lang(en)", "/Lang(de)", StringComparison.Ordinal), Honest()),
            update =>
            {
                // The page's drawing goes, and a certificate that is in order stands under its number.
                update.WriteStream(ContentOf(file), "", Authority.Root.RawData, deflate: false);
                var store = update.Reserve();
                update.Write(store, Invariant($"<</Type/DSS/Certs[{ContentOf(file)} 0 R]/CRLs[]>>"));
                update.Write(root, Regex.Replace(open, @"/DSS \d+ 0 R", "") + Invariant($"/DSS {store} 0 R>>"));
            },
            update => Store(update, root, open, new ValidationData([Stranger()], [])),
            update =>
            {
                var data = update.Reserve();
                update.WriteStream(data, "/Subtype/XML", Authority.Root.RawData, deflate: false);
                var store = update.Reserve();
                update.Write(store, Invariant($"<</Type/DSS/Certs[{data} 0 R]/CRLs[]>>"));
                update.Write(root, open + Invariant($"/DSS {store} 0 R>>"));
            },
        ];
        foreach (var (write, i) in hostile.Select((write, i) => (write, i)))
        {
            foreach (var stamped in (bool[])[false, true])
            {
                var report = Verify(Append(file, update =>
                {
                    write(update);
                    // Anybody can have anything stamped: a stamp over a change does not make it good.
                    return stamped
                        ? update.FinishSigned(new SignedEnding(update.Reserve(), "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161", 2048, hash => Authority.Timestamps.Timestamp(hash)))
                        : update.Finish();
                }));
                Assert.False(report.IsValid, $"Addition {i}, stamped {stamped}, went unnoticed.");
                Assert.Contains("bytes were added after this signature", report.Signatures[0].Problem, StringComparison.Ordinal);
                Assert.True(report.Signatures[0].IntegrityOk);
            }
        }
    }

    [Fact]
    public void ArchiveStamp_InTheFieldOfTheSignature_IsReported()
    {
        var file = Sign(Signing(SignatureLevel.T));
        var field = Regex.Match(Encoding.Latin1.GetString(file), @"\n(\d+) 0 obj\n(<</Type/Annot.*?)/V \d+ 0 R>>");
        var stamped = Append(file, update =>
        {
            Store(update, RevisionOf(file).Trailer.Root, CatalogOf(file)[..^2], Honest());
            var stamp = update.Reserve();
            update.Write(int.Parse(field.Groups[1].Value, CultureInfo.InvariantCulture), field.Groups[2].Value + Invariant($"/V {stamp} 0 R>>"));
            return update.FinishSigned(new SignedEnding(stamp, "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161", 2048, hash => Authority.Timestamps.Timestamp(hash)));
        });
        var report = Verify(stamped);
        Assert.True(report.Signatures[1].IsValid);
        Assert.False(report.IsValid);
        Assert.Contains("was replaced", report.Signatures[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Addition_OfNothingButProof_IsAccepted()
    {
        var file = Sign(Signing(SignatureLevel.T));
        var longer = Append(file, update =>
        {
            Store(update, RevisionOf(file).Trailer.Root, CatalogOf(file)[..^2], Honest());
            return update.Finish();
        });
        var report = Verify(longer);
        Assert.True(report.IsValid, report.Signatures[0].Problem);
        Assert.Equal(SignatureLevel.LT, report.Signatures[0].Level);
        // Later, when the lists have grown old, newer ones may follow.
        var again = Append(longer, update =>
        {
            Store(update, RevisionOf(longer).Trailer.Root, Regex.Replace(CatalogOf(longer)[..^2], @"/DSS \d+ 0 R", ""), Honest());
            return update.Finish();
        });
        Assert.True(Verify(again).IsValid, Verify(again).Signatures[0].Problem);
        Assert.False(Verify([.. longer, .. "\n"u8]).IsValid);
    }

    [Fact]
    public void Addition_WhoseTableLeadsElsewhere_IsReported()
    {
        var file = Sign(Signing(SignatureLevel.LT));
        // The same objects in another order of places: a reader would see others than those that were judged.
        var text = Encoding.Latin1.GetString(file);
        var table = text.LastIndexOf("stream\n", text.LastIndexOf("endstream", StringComparison.Ordinal) - 1, StringComparison.Ordinal) + 7;
        Assert.False(Verify(Flip(file, table + 4)).IsValid);
        Assert.False(Verify([.. file, .. "startxref\n0\n%%EOF\n"u8]).IsValid);
    }

    [Fact]
    public void Verifier_OfDamagedArchives_NeverThrows()
    {
        var file = Sign(Signing(SignatureLevel.LTA));
        var end = (int)TakeApart(file)[0].Ranges.End;
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var damaged = file[..(i % 2 == 0 ? file.Length : random.Next(end, file.Length))];
            // The tables of the signed part and all that was appended: what the verifier takes apart.
            for (var j = 0; j < 1 + (i % 20); j++) damaged[random.Next(end - 500, damaged.Length)] ^= (byte)random.Next(1, 256);
            Assert.DoesNotContain(Verify(damaged).Signatures, each => each.Level is not null && !each.IntegrityOk);
        }
        foreach (var tail in (string[])
            ["1 0 obj\n<<", "1 0 obj\n<</Length 99>>stream\n", "99999999999999999999 0 obj\n", "0 0 obj\n", "1 0 obj\n<</A<</B<<", "1 0 obj\n<</A[[[[[[[[[[[[[[[[[[[[[[[", "1 0 obj\n<</A(((", "1 0 obj\n<</A<41", "\0", "1 0 obj\n<</A 1/A 1>>\nendobj\n"])
            Assert.False(Verify([.. file, .. Encoding.Latin1.GetBytes(tail)]).IsValid);
    }

    [Theory]
    [InlineData(-1, false, false)]
    [InlineData(-1, true, false)]
    [InlineData(1, false, true)]
    [InlineData(1, true, false)]
    public void RevokedSigner_InTheStore_IsReported(int daysFromStamp, bool compromised, bool valid)
    {
        var file = Sign(Signing(SignatureLevel.T));
        var at = Verify(file).Signatures[0].TimestampUtc!.Value.AddDays(daysFromStamp);
        var report = Verify(WithLists(file, List(Now.AddDays(2), Now.AddDays(40), at, compromised)));
        Assert.Equal(valid, report.IsValid);
        if (valid) Assert.Equal(SignatureLevel.LT, report.Signatures[0].Level);
        else
        {
            Assert.Null(report.Signatures[0].Level);
            Assert.Contains("was revoked on", report.Signatures[0].CertificateProblem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ArchiveStamp_OfARevokedAuthority_DoesNotReachLta()
    {
        using var other = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "other"), TimeProvider.System);
        var file = Sign(Signing(SignatureLevel.LTA) with { Timestamps = new InTurn(Authority.Timestamps, other.Timestamps) });
        Assert.Equal(SignatureLevel.LTA, Verify(file).Signatures[0].Level);
        var builder = new CertificateRevocationListBuilder();
        builder.AddEntry(other.TimestampCertificate, Now.AddDays(-1), X509RevocationReason.CessationOfOperation);
        var otherRoot = Path.Combine(Folder, "other", "development-ca", "root.crt");
        using var root = X509Certificate2.CreateFromPemFile(otherRoot, Path.ChangeExtension(otherRoot, ".key"));
        var revoked = RevocationList.Read(builder.Build(root, 7, Now.AddDays(9), HashAlgorithmName.SHA256, thisUpdate: Now));
        var report = Verify(Append(file, update =>
        {
            Store(update, RevisionOf(file).Trailer.Root, CatalogOf(file)[..^2], new ValidationData([.. Honest().Certificates, other.Root], [.. Honest().Lists, revoked]));
            return update.Finish();
        }));
        Assert.Contains("was revoked on", report.Signatures[1].CertificateProblem, StringComparison.Ordinal);
        Assert.Equal(("", SignatureLevel.LT), (report.Signatures[0].CertificateProblem, report.Signatures[0].Level));
    }

    [Fact]
    public void Store_WithMoreCertificatesThanAnyHonestOne_IsReported()
    {
        var file = Sign(Signing(SignatureLevel.T));
        PdfSignatureReport With(int count) => Verify(Append(file, update =>
        {
            Store(update, RevisionOf(file).Trailer.Root, CatalogOf(file)[..^2], new ValidationData([.. Enumerable.Repeat(Authority.Root, count)], []));
            return update.Finish();
        }));
        Assert.True(With(64).IsValid);
        Assert.Contains("more than 64", With(65).Signatures[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_WithAListTooOldForTheStamp_DoesNotReachLt()
    {
        var file = Sign(Signing(SignatureLevel.T));
        var report = Verify(WithLists(file, List(Now.AddDays(-9), Now.AddDays(-2), revokedAt: null)));
        Assert.True(report.IsValid);
        Assert.Equal(SignatureLevel.T, report.Signatures[0].Level);
    }

    [Fact]
    public void Signer_OnTheListOfToday_IsRefused()
    {
        var refusal = Assert.Throws<SigningException>(() => Sign(Signing(SignatureLevel.LT) with { Revocation = new OneList(List(Now, Now.AddDays(9), Now.AddDays(-1))) }));
        Assert.Contains("was revoked", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signer_WhoseCertificateHadExpiredAtTheStamp_IsReported()
    {
        using var early = DevelopmentCertificateAuthority.Open(Path.Combine(Folder, "early"), new TestClock(Now.AddYears(-11)));
        var report = Verify(Sign(new DocumentSigning { Signer = early.Signer, Timestamps = Authority.Timestamps, Level = SignatureLevel.T, Clock = new TestClock(Now.AddYears(-11)) }));
        Assert.False(report.IsValid);
        Assert.Contains("was not valid on", report.Signatures[0].CertificateProblem, StringComparison.Ordinal);
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ValidationData Honest() => new(
        [Authority.SignerCertificate, Authority.Root, Authority.TimestampCertificate],
        [RevocationList.Read(Authority.Revocation.Current(Authority.SignerCertificate, Authority.Root))]);

    private static X509Certificate2 Stranger()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issuer = new CertificateRequest("CN=nobody here", key, HashAlgorithmName.SHA256);
        issuer.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = issuer.CreateSelfSigned(Noon, Noon.AddYears(1));
        return new CertificateRequest("CN=stranger", own, HashAlgorithmName.SHA256).Create(root, Noon, Noon.AddDays(9), [1]);
    }

    /// <summary>A list of the authority on which the signer stands, if a time is given.</summary>
    private byte[] List(DateTimeOffset from, DateTimeOffset until, DateTimeOffset? revokedAt, bool compromised = false)
    {
        var builder = new CertificateRevocationListBuilder();
        if (revokedAt is { } at)
            builder.AddEntry(Authority.SignerCertificate, at, compromised ? X509RevocationReason.KeyCompromise : X509RevocationReason.CessationOfOperation);
        using var root = X509Certificate2.CreateFromPemFile(RootFile, Path.ChangeExtension(RootFile, ".key"));
        return builder.Build(root, 7, until, HashAlgorithmName.SHA256, thisUpdate: from);
    }

    private byte[] WithLists(byte[] file, byte[] list) => Append(file, update =>
    {
        Store(update, RevisionOf(file).Trailer.Root, CatalogOf(file)[..^2], Honest() with { Lists = [RevocationList.Read(list)] });
        return update.Finish();
    });

    private static void Store(PdfUpdate update, int root, string catalog, ValidationData data, string more = "")
    {
        var store = data.Write(update);
        update.Write(root, Regex.Replace(catalog, @"/DSS \d+ 0 R", "") + Invariant($"/DSS {store} 0 R{more}>>"));
    }

    private static byte[] Append(byte[] file, Func<PdfUpdate, PdfRevision> write)
    {
        using var longer = new MemoryStream();
        using var output = new HashingOutput(longer);
        output.Copy(new MemoryStream(file));
        write(new PdfUpdate(output, RevisionOf(file)));
        return longer.ToArray();
    }

    private static PdfRevision RevisionOf(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        var at = Number(text[text.LastIndexOf("startxref\n", StringComparison.Ordinal)..], @"startxref\n(\d+)");
        var table = text[(int)at..];
        var id = Regex.Match(table, "/ID\\[<([0-9A-F]+)>").Groups[1].Value;
        return new PdfRevision(new PdfTrailer((int)Number(table, @"/Root (\d+)"), (int)Number(table, @"/Info (\d+)"), id), at, (int)Number(table, @"/Size (\d+)"), file.Length);
    }

    private static string CatalogOf(byte[] file) =>
        Regex.Match(Encoding.Latin1.GetString(file), @"\n(<</Type/Catalog.*>>)\nendobj", RegexOptions.RightToLeft).Groups[1].Value;

    private static int PageOf(byte[] file) => (int)Number(Encoding.Latin1.GetString(file), @"\n(\d+) 0 obj\n<</Type/Page/");

    private static int ContentOf(byte[] file) => (int)Number(Encoding.Latin1.GetString(file), @"/Contents (\d+) 0 R");

    private static long Number(string text, string pattern) => long.Parse(Regex.Match(text, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>The first authority stamps the signature, the other the archive.</summary>
    private sealed class InTurn(ITimestampAuthority first, ITimestampAuthority then) : ITimestampAuthority
    {
        private bool used;

        public IReadOnlyList<X509Certificate2> Chain => first.Chain;

        public int LargestToken => first.LargestToken;

        public byte[] Timestamp(ReadOnlySpan<byte> sha256)
        {
            if (used) return then.Timestamp(sha256);
            used = true;
            return first.Timestamp(sha256);
        }
    }

    private sealed class OneList(byte[] list) : IRevocationLists
    {
        public byte[] Current(X509Certificate2 certificate, X509Certificate2 issuer) => list;
    }
}
