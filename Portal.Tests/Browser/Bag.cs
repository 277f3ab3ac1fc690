using System.IO.Compression;
using Microsoft.Playwright;
using Portal.Core.Disclosures.Verification;

namespace Portal.Tests.Browser;

/// <summary>A downloaded package, unpacked into a folder that goes with it.</summary>
internal sealed class Bag : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("portal-bag-");

    private Bag()
    {
    }

    private string Root => Directory.GetDirectories(folder.FullName).Single();

    public static async Task<Bag> OfAsync(IDownload download)
    {
        var bag = new Bag();
        var zip = Path.Combine(bag.folder.FullName, "package.zip");
        await download.SaveAsAsync(zip);
        await ZipFile.ExtractToDirectoryAsync(zip, bag.folder.FullName);
        File.Delete(zip);
        return bag;
    }

    /// <summary>The lines of a file of records; none where the package has no such file.</summary>
    public async Task<string[]> LinesAsync(string name) =>
        Path.Combine(Root, "data", "records", name) is var file && File.Exists(file) ? await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken) : [];

    public async Task VerifiesAsync()
    {
        var report = await new PackageVerifier().VerifyAsync(Root, null, TestContext.Current.CancellationToken);
        Assert.True(report.Passed, string.Join("\n", report.Checks));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
