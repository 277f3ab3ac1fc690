using Portal.Core.Archive.Embedded;
using Portal.Jobs.Commands;

namespace Portal.Tests.Core.Archive;

public sealed class ArchiveImportCommandTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    [Fact]
    public async Task Execute_FileWithBadLines_NamesThemSumsUpAndSucceeds()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(_ => "broken\n")) + ArchiveFolder.Message("m1");

        var (code, output, errors) = await Execute(Write("rows.ndjson", rows));

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("rows.ndjson line 1: set aside, no valid JSON at byte 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("line 51:", output, StringComparison.Ordinal);
        Assert.Contains("… and 10 more lines set aside", output, StringComparison.Ordinal);
        Assert.Contains("1 messages imported, 0 lines already present, 60 set aside", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_MissingFileAfterAGoodOne_KeepsTheFirstAndFails()
    {
        var (code, output, errors) = await Execute(Write("rows.ndjson", ArchiveFolder.Message("m1")), Path.Combine(folder.Folder, "none.ndjson"));

        Assert.Equal(2, code);
        Assert.Contains("1 messages imported", output, StringComparison.Ordinal);
        Assert.Contains("none.ndjson cannot be opened", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_NoFile_SaysHowToCallIt() => Assert.Equal((2, "", "Name at least one file: archive import FILE…\n"), await Execute());

    public void Dispose() => folder.Dispose();

    private string Write(string name, string rows)
    {
        var path = Path.Combine(folder.Folder, name);
        File.WriteAllText(path, rows);
        return path;
    }

    private async Task<(int Code, string Output, string Errors)> Execute(params string[] files)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await new ArchiveImportCommand(new ArchiveImport(folder.New()), output, errors).ExecuteAsync(files, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
