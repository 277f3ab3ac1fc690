using System.Diagnostics;
using System.Text;
using Portal.Core.Documents.Pictures;

namespace Portal.Tests.Core.Documents;

public sealed class PageRendererTests
{
    private static readonly PageRenderingOptions Real = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attach_WithoutBubblewrap_TakesTheDocumentAndSaysWhatIsMissing()
    {
        await using var desk = await DocumentDesk.OpenAsync(DocumentDesk.NoBubblewrap);

        var document = await desk.DocumentAsync(await desk.AttachAsync(SmallPdf.WithTable()));

        Assert.Empty(document.Pages);
        Assert.Contains("apt-get install bubblewrap poppler-utils", document.PagesProblem!, StringComparison.Ordinal);
        Assert.Equal(1, desk.StoredFiles());
    }

    [Theory]
    [InlineData("echo 'bwrap: No permissions to create new namespace' >&2; exit 1", "No permissions to create new namespace")]
    [InlineData("echo 'prlimit: failed to execute pdftoppm: No such file or directory' >&2; exit 127", "the tools that draw them are not installed")]
    public async Task Attach_WhereNoSandboxCanBeMade_DrawsNothingAndSaysWhy(string script, string words)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("A shell script stands for bubblewrap here.");
        var folder = Directory.CreateTempSubdirectory("portal-test-");
        try
        {
            var bubblewrap = Path.Combine(folder.FullName, "bwrap");
            await File.WriteAllTextAsync(bubblewrap, $"#!/bin/sh\n{script}\n", Token);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(bubblewrap, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await using var desk = await DocumentDesk.OpenAsync(bubblewrap);

            var document = await desk.DocumentAsync(await desk.AttachAsync(SmallPdf.WithTable()));

            Assert.Empty(document.Pages);
            Assert.Contains(words, document.PagesProblem!, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Attach_TwoPages_DrawsBothAndReadsTheirText()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();

        var document = await desk.DocumentAsync(await desk.AttachAsync(SmallPdf.WithStream("", true, "First page", "Second page")));

        Assert.Null(document.PagesProblem);
        Assert.Equal(["First page", "Second page"], document.Pages.Select(p => p.Text));
        // 8.5 by 11 inches at 110 dpi.
        Assert.All(document.Pages, p => Assert.Equal((935, 1210), (p.WidthPixels, p.HeightPixels)));
        Assert.Equal(3, desk.StoredFiles());
    }

    [Fact]
    public async Task Attach_MorePagesThanAreDrawn_SaysHowManyThereAre()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();

        var document = await desk.DocumentAsync(await desk.AttachAsync(SmallPdf.WithTable("", [.. Enumerable.Range(1, 62).Select(i => $"Page {i}")])));

        Assert.Equal(PageRenderer.MostPages, document.Pages.Length);
        Assert.Contains("62 pages; the first 60 are shown", document.PagesProblem!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_PageOfTwoHundredInches_IsDrawnToASize()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        // 14,400 points a side, the largest there is: at 110 dpi it would be 1.4 GB of pixels. As long as before, so that offsets hold.
        var vast = PdfStructureTests.Replace(SmallPdf.WithTable(), "/MediaBox [0 0 612 792] /Resources << /Font", "/MediaBox[0 0 14400 14400]/Resources<</Font");

        var document = await desk.DocumentAsync(await desk.AttachAsync(vast));

        Assert.Equal((4000, 4000), (document.Pages.Single().WidthPixels, document.Pages.Single().HeightPixels));
    }

    [Fact]
    public async Task Attach_PageThatIsCountedButNotThere_ShowsTheOthersAndNamesIt()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        var pdf = PdfStructureTests.Replace(SmallPdf.WithTable("", "One", "Two"), "/Kids [4 0 R 6 0 R]", "/Kids [4 0 R 5 0 R]");

        var document = await desk.DocumentAsync(await desk.AttachAsync(pdf));

        Assert.Equal("Page 2 could not be drawn. Download the original to read the rest.", document.PagesProblem);
        Assert.Equal("One", Assert.Single(document.Pages).Text);
    }

    [Fact]
    public async Task Attach_RightShellWithoutPages_IsRefusedAsDamaged()
    {
        await using var desk = await DocumentDesk.OpenAsync("bwrap");
        await desk.DemandDrawingAsync();
        var refusal = await desk.RefusedAsync(PdfStructureTests.Replace(SmallPdf.WithTable(), "/Kids [4 0 R] /Count 1", "/Kids [     ] /Count 0"));
        Assert.Equal("document.broken", refusal.Code);
        Assert.Equal(0, desk.StoredFiles());
    }

    [Fact]
    public async Task Sandbox_Tool_SeesNoFilesOfOursAndNoNetwork()
    {
        var sandbox = await DemandSandboxAsync();
        var secret = Path.Combine(Path.GetTempPath(), $"portal-test-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(secret, "secret", Token);
        try
        {
            var run = await sandbox.RunAsync(
                ["sh", "-c", $"test -e '{secret}' && echo secret; test -d /home && echo home; test -e /etc/passwd && echo passwd; test -d /sys && echo sys; wc -l < /proc/net/dev; id -u; env"],
                ReadOnlyMemory<byte>.Empty,
                4096,
                Token);
            var lines = Encoding.UTF8.GetString(run.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            // Two lines of heading and the loopback.
            Assert.Equal(["3", "65534"], lines[..2]);
            Assert.All(lines[2..], line => Assert.Matches("^(PATH|LC_ALL|PWD|SHLVL|_|OLDPWD)=", line));
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task Sandbox_ToolThatWritesTooMuch_IsStopped()
    {
        var sandbox = await DemandSandboxAsync();
        var watch = Stopwatch.StartNew();
        var run = await sandbox.RunAsync(["cat", "/dev/zero"], ReadOnlyMemory<byte>.Empty, 1_000_000, Token);
        Assert.True(run.Stopped);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Sandbox_ToolThatWantsTooMuchMemoryOrWritesAFile_Fails()
    {
        var sandbox = await DemandSandboxAsync();
        // dd asks for its whole block at once.
        var memory = await sandbox.RunAsync(["dd", "if=/dev/zero", "of=/dev/null", "bs=2000M", "count=1"], ReadOnlyMemory<byte>.Empty, 4096, Token);
        Assert.Contains("memory exhausted", memory.Errors, StringComparison.Ordinal);
        var file = await sandbox.RunAsync(["sh", "-c", "echo x > /tmp/file && cat /tmp/file"], ReadOnlyMemory<byte>.Empty, 4096, Token);
        Assert.NotEqual(0, file.ExitCode);
        Assert.Empty(file.Output);
    }

    [Fact]
    public async Task Sandbox_CallerGivesUp_EndsTheTool()
    {
        var sandbox = await DemandSandboxAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        giveUp.CancelAfter(TimeSpan.FromMilliseconds(300));
        var mark = $"{Random.Shared.Next(100_000, 999_999)}.5";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sandbox.RunAsync(["sleep", mark], ReadOnlyMemory<byte>.Empty, 4096, giveUp.Token));

        var watch = Stopwatch.StartNew();
        while (Process.GetProcessesByName("sleep").Any(p => CommandLineOf(p).Contains(mark, StringComparison.Ordinal)))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "The tool still runs.");
            await Task.Delay(50, Token);
        }
    }

    private static string CommandLineOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<Sandbox> DemandSandboxAsync()
    {
        using var renderer = new PageRenderer(Real, TimeProvider.System);
        if (await renderer.MissingAsync(Token) is { } missing) Assert.Skip(missing);
        return new Sandbox(Real.Bubblewrap);
    }
}
