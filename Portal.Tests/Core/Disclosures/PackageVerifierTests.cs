using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Disclosures;

/// <summary>One package, built once; each test works on a copy of its own.</summary>
public sealed class SealedPackage : IAsyncLifetime
{
    private DisclosureHost? host;

    public string Zip { get; private set; } = "";

    public string Reference { get; private set; } = "";

    public string KeyPem { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(40, i => (i % 4 == 0 ? "cyd" : i % 2 == 0 ? "ann" : "bob", i % 4 == 0 || i % 2 != 0 ? "ann" : "bob", $"Text {i}"));
        var id = await host.QueueAsync(
            DisclosureHost.Line("L1", "ann", DataCategory.ContentDm, ScopeCut.WithoutCounterparties(["cyd"], "CATEGORY_NOT_COMPELLABLE", "")),
            DisclosureHost.Line("L2", "ann", DataCategory.Subscriber),
            DisclosureHost.Line("L3", "cyd", DataCategory.Interaction),
            DisclosureHost.Line("L4", "ann", DataCategory.Location));
        await host.BuildAsync(id);
        Zip = await host.PackageAsync(id);
        Reference = (await host.RowAsync(id)).PackageReference;
        KeyPem = host.Signer.PublicKeyPem;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }
}

public sealed class PackageVerifierTests(SealedPackage package) : IClassFixture<SealedPackage>, IDisposable
{
    private static readonly string[] TagFiles = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt"];

    private readonly string folder = Directory.CreateTempSubdirectory("portal-verify-").FullName;

    private string Bag => Path.Combine(folder, package.Reference);

    [Fact]
    public async Task Verify_OfASoundPackage_PassesPackedAndUnpacked()
    {
        Unpack();
        foreach (var path in new[] { package.Zip, Bag })
        {
            var report = await VerifyAsync(path, new PackageVerifier((_, _) => Task.FromResult(new PdfVerdict(true, "signed")), package.KeyPem));
            Assert.True(report.Passed, string.Join('\n', report.Checks));
            Assert.All(report.Checks, check => Assert.Equal(CheckOutcome.Ok, check.Outcome));
        }
    }

    [Fact]
    public async Task Package_IsAcceptedByToolsThatAreNotOurs()
    {
        Unpack();
        Assert.Equal(0, (await ExternalTool.RunAsync(folder, "unzip", "-t", package.Zip)).ExitCode);
        Assert.Equal(0, (await ExternalTool.RunAsync(Bag, "sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt")).ExitCode);
        Assert.Equal(0, (await ExternalTool.RunAsync(Bag, "sha256sum", "-c", "--strict", "--quiet", "tagmanifest-sha256.txt")).ExitCode);
        var (exit, output) = await ExternalTool.RunAsync(Bag, "openssl", "dgst", "-sha256", "-verify", "data/authorisation-key.pem", "-signature", "data/authorisation.sig", "data/authorisation.json");
        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task Verify_WithAByteFlippedInAnyFile_FailsAndNamesTheFile()
    {
        Unpack();
        foreach (var path in Directory.EnumerateFiles(Bag, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            foreach (var at in new[] { 0, content.Length / 2, content.Length - 1 })
            {
                content[at] ^= 0x04;
                await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
                var report = await VerifyAsync(Bag);
                Assert.False(report.Passed, $"{path} at {at}");
                content[at] ^= 0x04;
            }
            await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        }
        Assert.True((await VerifyAsync(Bag)).Passed);
    }

    [Theory]
    [InlineData("data/extra.txt")]
    [InlineData("extra.txt")]
    public async Task Verify_WithAFileAdded_Fails(string path)
    {
        Unpack();
        await File.WriteAllTextAsync(Path.Combine(Bag, path), "x", TestContext.Current.CancellationToken);
        AssertFails(await VerifyAsync(Bag), $"{path} was added");
    }

    [Fact]
    public async Task Verify_WithAFileTakenAway_Fails()
    {
        Unpack();
        File.Delete(Path.Combine(Bag, "data/withheld.csv"));
        AssertFails(await VerifyAsync(Bag), "data/withheld.csv is missing");
    }

    [Fact]
    public async Task Verify_WithARecordTakenOutAndTheManifestsMadeAnew_Fails()
    {
        Unpack();
        Edit("data/records/messages.jsonl", lines => [.. lines.Skip(1)]);
        AssertFails(await VerifyAsync(Bag), "speaks of 40 records; there are 39");
        Edit("data/records/messages.csv", lines => [lines[0], .. lines.Skip(2)]);
        AssertFails(await VerifyAsync(Bag), "speaks of 40 records; there are 39");
    }

    [Theory]
    [InlineData("2026-01-01T00:39:00Z", "2027-01-01T00:00:00Z", "outside the line's window")]
    [InlineData("\"recipient_ids\":[\"ann\"]", "\"recipient_ids\":[\"eve\"]", "neither sent nor received")]
    [InlineData("\"authorisation_line\":\"L1\"", "\"authorisation_line\":\"L7\"", "a line that the authorisation does not have")]
    [InlineData("\"authorisation_line\":\"L1\"", "\"authorisation_line\":\"L3\"", "holds content")]
    [InlineData("\"body\":null", "\"body\":\"told\"", "holds content")]
    [InlineData("\"earlier_versions\":[]", "\"earlier_versions\":[{\"body\":\"x\",\"replaced_utc\":\"2027-01-01T00:00:00Z\",\"replaced_by\":null}]", "replaced after the window's end")]
    public async Task Verify_WithARecordOutsideItsLine_SaysWhy(string before, string after, string why)
    {
        Unpack();
        Edit("data/records/messages.jsonl", lines =>
        {
            var at = Array.FindLastIndex(lines, line => line.Contains(before, StringComparison.Ordinal) && (after != "\"recipient_ids\":[\"eve\"]" || line.Contains("\"L1\"", StringComparison.Ordinal)));
            lines[at] = lines[at].Replace(before, after, StringComparison.Ordinal);
            return lines;
        });
        AssertFails(await VerifyAsync(Bag), why);
    }

    [Fact]
    public async Task Verify_WithAnotherScope_Fails()
    {
        Unpack();
        Edit("data/authorisation.json", lines => [.. lines.Select(line => line.Replace("2027-01-01", "2028-01-01", StringComparison.Ordinal))]);
        AssertFails(await VerifyAsync(Bag), "its signature does not verify");

        // Signed anew with a key of the forger's own: only the published key tells.
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var statement = await File.ReadAllBytesAsync(Path.Combine(Bag, "data/authorisation.json"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(Bag, "data/authorisation.sig"), forger.SignData(statement, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Bag, "data/authorisation-key.pem"), forger.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        Reseal();
        AssertFails(await VerifyAsync(Bag, new PackageVerifier(null, package.KeyPem)), "its signature does not verify");
    }

    [Fact]
    public async Task Verify_WithAnInvalidPdfSignature_Fails() =>
        AssertFails(await VerifyAsync(package.Zip, new PackageVerifier((_, _) => Task.FromResult(new PdfVerdict(false, "something was added after it was signed")))), "added after it was signed");

    [Fact]
    public async Task Verify_OfHostileInput_NeverThrows()
    {
        var random = new Random(20261);
        var zip = await File.ReadAllBytesAsync(package.Zip, TestContext.Current.CancellationToken);
        var path = Path.Combine(folder, "hostile.zip");
        for (var round = 0; round < 60; round++)
        {
            var broken = zip.ToArray();
            for (var hits = random.Next(1, 40); hits > 0; hits--) broken[random.Next(2) == 0 ? random.Next(broken.Length) : broken.Length - 1 - random.Next(2000)] = (byte)random.Next(256);
            await File.WriteAllBytesAsync(path, broken.AsMemory(0, random.Next(4) == 0 ? random.Next(broken.Length) : broken.Length), TestContext.Current.CancellationToken);
            await VerifyAsync(path);
        }
        foreach (var name in new[] { "../out.txt", "/etc/out.txt", "a\\..\\b", "C:/out.txt", "top/data/../../x" })
        {
            File.Delete(path);
            await using (var made = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken)) made.CreateEntry(name);
            AssertFails(await VerifyAsync(path), "outside itself");
        }
        Assert.False((await VerifyAsync(Path.Combine(folder, "nothing-here"))).Passed);
    }

    [Fact]
    public async Task Verify_OfABagWithALink_Fails()
    {
        Unpack();
        var file = Path.Combine(Bag, "data/withheld.csv");
        File.Move(file, Path.Combine(folder, "elsewhere"));
        File.CreateSymbolicLink(file, Path.Combine(folder, "elsewhere"));
        AssertFails(await VerifyAsync(Bag), "is a link");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<VerificationReport> VerifyAsync(string path, PackageVerifier? verifier = null) => (verifier ?? new PackageVerifier()).VerifyAsync(path, null, TestContext.Current.CancellationToken);

    private static void AssertFails(VerificationReport report, string why) =>
        Assert.Contains(report.Checks, check => check.Outcome == CheckOutcome.Fail && check.Sentence.Contains(why, StringComparison.Ordinal));

    private void Unpack() => ZipFile.ExtractToDirectory(package.Zip, folder);

    /// <summary>Changes a file line by line, then makes the manifests agree with it again, as a careful forger would.</summary>
    private void Edit(string path, Func<string[], string[]> edit)
    {
        var file = Path.Combine(Bag, path);
        var text = File.ReadAllText(file);
        File.WriteAllText(file, string.Join('\n', edit(text.Split('\n'))));
        Reseal();
    }

    private void Reseal()
    {
        var payload = Directory.EnumerateFiles(Path.Combine(Bag, "data"), "*", SearchOption.AllDirectories).ToList();
        Rewrite("manifest-sha256.txt", payload);
        var info = File.ReadAllLines(Path.Combine(Bag, "bag-info.txt")).Where(line => !line.StartsWith("Payload-Oxum", StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(Bag, "bag-info.txt"), [.. info, $"Payload-Oxum: {payload.Sum(f => new FileInfo(f).Length)}.{payload.Count}"]);
        Rewrite("tagmanifest-sha256.txt", TagFiles.Select(tag => Path.Combine(Bag, tag)));
    }

    private void Rewrite(string manifest, IEnumerable<string> files) => File.WriteAllText(
        Path.Combine(Bag, manifest),
        string.Concat(files.Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetRelativePath(Bag, file)}\n")),
        new UTF8Encoding(false));
}
