using System.Formats.Tar;
using System.IO.Compression;
using Portal.Core.Disclosures.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Disclosures;

/// <summary>The Library of Congress's suite of good, bad and hostile bags.</summary>
public sealed class BagConformanceTests
{
    [Fact]
    public async Task Verifier_JudgesEveryBagOfTheConformanceSuiteRight()
    {
        var suite = SharedData.Demand("vectors/bagit-conformance-suite.tgz");
        var folder = Directory.CreateTempSubdirectory("portal-bags-").FullName;
        try
        {
            await using (var file = File.OpenRead(suite))
            await using (var gzip = new GZipStream(file, CompressionMode.Decompress))
                await TarFile.ExtractToDirectoryAsync(gzip, folder, overwriteFiles: true, TestContext.Current.CancellationToken);
            var judged = 0;
            var wrong = new List<string>();
            foreach (var bag in Directory.EnumerateDirectories(Path.Combine(folder, "bagit"), "*", SearchOption.TopDirectoryOnly).SelectMany(Directory.EnumerateDirectories).SelectMany(Directory.EnumerateDirectories))
            {
                var kind = Path.GetFileName(Path.GetDirectoryName(bag));
                judged++;
                var report = await PackageVerifier.VerifyBagAsync(bag, null, TestContext.Current.CancellationToken);
                if (report.Passed != (kind == "valid")) wrong.Add($"{Path.GetRelativePath(folder, bag)}: {string.Join(" | ", report.Checks)}");
            }
            Assert.Empty(wrong);
            Assert.True(judged > 30, $"only {judged} bags were found");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
