using System.ComponentModel;
using System.Diagnostics;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Runs a tool that is not ours, as a recipient would.</summary>
internal static class ExternalTool
{
    /// <returns>Exit code and everything it printed. Skips the test where the tool is not installed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string workingFolder, string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{tool} is not installed here.");
            throw;
        }
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await error);
        }
    }
}
