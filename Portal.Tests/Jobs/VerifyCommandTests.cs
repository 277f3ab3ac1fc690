using Portal.Core.Legal;
using Portal.Jobs.Commands;
using Portal.Tests.Core.Disclosures;

namespace Portal.Tests.Jobs;

public sealed class VerifyCommandTests
{
    [Fact]
    public async Task Verify_OfAPackageWhosePdfsAreNoPdfs_PrintsALineACheckAndExitsWithOne()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(5);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await host.BuildAsync(id);
        using var output = new StringWriter();

        var exit = await new VerifyCommand(output, TextWriter.Null).ExecuteAsync(await host.PackageAsync(id), null, TestContext.Current.CancellationToken);

        Assert.Equal(1, exit);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["FAIL  data/disclosure.pdf: The file is not a PDF.", "FAIL  data/certificate.pdf: The file is not a PDF."], lines.Where(line => line.StartsWith("FAIL", StringComparison.Ordinal)));
        Assert.StartsWith("Not verified: 2 of", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("Text 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OfNothing_SaysWhatToNameAndExitsWithTwo()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, await new VerifyCommand(TextWriter.Null, errors).ExecuteAsync("no-such-package.zip", null, TestContext.Current.CancellationToken));
        Assert.Contains("PATH", errors.ToString(), StringComparison.Ordinal);
    }
}
