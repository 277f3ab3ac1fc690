using System.Diagnostics;
using Portal.Core.Pdf.Fonts;

namespace Portal.Tests.Core.Pdf.Fonts;

/// <summary>The real programs, on a machine with an empty font folder: neither starts, and both say what to install.</summary>
public sealed class NoFontsAtStartTests : PdfTrial
{
    [Theory]
    [InlineData("Portal.Jobs", "worker")]
    [InlineData("Portal.Web", "--urls=http://127.0.0.1:0")]
    public async Task Program_WithoutAnyFont_DoesNotStartAndNamesThePackages(string program, string argument)
    {
        // The program in its own output folder, whose configuration is its own.
        var path = Path.Combine(AppContext.BaseDirectory.Replace("Portal.Tests", program, StringComparison.Ordinal), program);
        if (!File.Exists(path)) Assert.Skip($"{path} was not built.");
        var fonts = Directory.CreateDirectory(Path.Combine(Folder, "fonts")).FullName;
        var start = new ProcessStartInfo(path, [argument]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.Environment[FontLibrary.FoldersVariable] = fonts;
        start.Environment["Portal__DataFolder"] = Folder;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token) + await error;
            await process.WaitForExitAsync(limit.Token);
            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains("fonts-noto-core, fonts-noto-cjk and fonts-noto-color-emoji", output, StringComparison.Ordinal);
            Assert.Contains(fonts, output, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
