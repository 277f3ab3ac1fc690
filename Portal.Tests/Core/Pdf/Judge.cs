using System.Diagnostics;

namespace Portal.Tests.Core.Pdf;

/// <summary>Runs an independent program on a file. A test whose program is not installed is skipped and says so.</summary>
internal static class Judge
{
    public static string DataFolder => Path.Combine(RepositoryRoot(), "..", "shared", "data");

    public static string RequireData(string relative)
    {
        var path = Path.Combine(DataFolder, relative);
        if (!File.Exists(path)) Assert.Skip($"The shared data file {relative} is not here.");
        return path;
    }

    public static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"The program {program} is not installed.");
            throw;
        }
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await error);
        }
    }

    public static async Task AssertSoundAsync(string pdf)
    {
        var (exit, output) = await RunAsync("qpdf", "--check", pdf);
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("WARNING", output, StringComparison.Ordinal);
    }

    public static async Task<string> TextAsync(string pdf)
    {
        var (exit, output) = await RunAsync("pdftotext", "-layout", pdf, "-");
        Assert.Equal(0, exit);
        return output;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
