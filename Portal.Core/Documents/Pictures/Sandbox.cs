using System.Diagnostics;
using System.Text;

namespace Portal.Core.Documents.Pictures;

/// <param name="Output">What the tool wrote to its standard output; cut off where it was too much.</param>
/// <param name="Errors">The beginning of what it wrote to its standard error. It may quote the document: never log or show it.</param>
/// <param name="Stopped">It ran too long or wrote too much, and was ended.</param>
internal sealed record SandboxRun(int ExitCode, byte[] Output, string Errors, bool Stopped)
{
    /// <summary>The tool is not installed, as the program that starts it says.</summary>
    public bool ToolMissing => ExitCode == 127 || Errors.StartsWith("bwrap: execvp", StringComparison.Ordinal);

    /// <summary>The sandbox itself did not come up. Its message speaks of this machine, never of the document.</summary>
    public string? SandboxProblem => ExitCode != 0 && Errors.StartsWith("bwrap: ", StringComparison.Ordinal) ? Errors.Split('\n')[0] : null;
}

/// <summary>
/// Runs a tool on hostile input with nothing to harm: no network, no files but the system's programs and fonts (read-only), nothing it
/// can write to, no capabilities, 1.5 GB of address space, 15 seconds of processor. Input and output are pipes, so the document is
/// never a file.
/// </summary>
internal sealed class Sandbox(string bubblewrap)
{
    private const int LongestErrors = 4096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // No --die-with-parent: on Linux it means the thread that started the process, and the pool ends idle threads. Should the portal
    // die, the pipes close and the processor limit ends what is left.
    private static readonly string[] Walls =
    [
        "--unshare-all", "--unshare-user", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--new-session",
        "--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LC_ALL", "C.UTF-8",
        "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
        "--ro-bind-try", "/etc/fonts", "/etc/fonts", "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig",
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp",
        "prlimit", "--as=1500000000", "--cpu=15", "--core=0", "--fsize=0", "--nofile=64",
    ];

    /// <param name="longestOutput">Bytes; a tool that writes more is ended.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">Bubblewrap is not installed.</exception>
    public async Task<SandboxRun> RunAsync(IEnumerable<string> command, ReadOnlyMemory<byte> input, int longestOutput, CancellationToken ct)
    {
        var start = new ProcessStartInfo(bubblewrap, [.. Walls, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Clear();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox did not start.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stop.CancelAfter(Patience);
        try
        {
            var feeding = FeedAsync(process.StandardInput.BaseStream, input, stop.Token);
            var reading = ReadAsync(process.StandardOutput.BaseStream, longestOutput, stop);
            var errors = ReadErrorsAsync(process.StandardError.BaseStream, stop.Token);
            await process.WaitForExitAsync(stop.Token);
            await feeding;
            return new SandboxRun(process.ExitCode, await reading, await errors, Stopped: stop.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SandboxRun(-1, [], "", Stopped: true);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task FeedAsync(Stream pipe, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            await pipe.WriteAsync(input, ct);
            await pipe.DisposeAsync();
        }
        catch (IOException)
        {
            // The tool stopped reading: it has seen enough, or has died. Its exit code says which.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream pipe, int longest, CancellationTokenSource stop)
    {
        using var output = new MemoryStream();
        var buffer = new byte[81920];
        while (await pipe.ReadAsync(buffer, stop.Token) is > 0 and var read)
        {
            if (output.Length + read > longest)
            {
                await stop.CancelAsync();
                break;
            }
            output.Write(buffer, 0, read);
        }
        return output.ToArray();
    }

    private static async Task<string> ReadErrorsAsync(Stream pipe, CancellationToken ct)
    {
        var kept = new byte[LongestErrors];
        var length = 0;
        var buffer = new byte[4096];
        // Read to the end even when enough is kept: a full pipe would stop the tool.
        while (await pipe.ReadAsync(buffer, ct) is > 0 and var read)
        {
            var taken = Math.Min(read, kept.Length - length);
            buffer.AsSpan(0, taken).CopyTo(kept.AsSpan(length));
            length += taken;
        }
        return Encoding.UTF8.GetString(kept, 0, length);
    }
}
