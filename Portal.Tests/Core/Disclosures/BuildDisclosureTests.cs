using System.IO.Compression;
using System.Text;
using Portal.Core.Disclosures;
using Portal.Core.Legal;
using Portal.Core.Requests;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Disclosures;

public sealed class BuildDisclosureTests
{
    [Fact]
    public async Task Build_OfOneAccount_ReleasesExactlyItsRecords()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(25);
        await host.ImportAsync(5, i => ("eve", "mallory", "not theirs"), "x");
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        var row = await host.RowAsync(id);
        Assert.Equal(BuildStage.Done, row.Stage);
        Assert.Equal(25, row.Records);
        Assert.Equal(0, row.Withheld);
        Assert.Equal(DisclosureHost.Start.AddDays(30), row.ExpiresAt);
        Assert.Equal(RequestStatus.Released, await host.StatusAsync(id));
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"m{i:D6}"), await PackageContent.MessageIdsAsync(await host.PackageAsync(id)));
        Assert.Single(host.BlobFiles());
        Assert.Equal(
            ["request.moved", "request.moved", "extraction.started", "request.moved", "recount.agreed", "request.moved", "package.sealed", "request.moved", "package.released", "mail.queued"],
            await host.EventsAsync());
    }

    [Fact]
    public async Task Build_WithCuts_CountsWhatIsWithheldUnderItsReason()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(30, i => (i % 3 == 0 ? "cyd" : "ann", i % 3 == 0 ? "ann" : "bob", $"Text {i}"));
        var window = new UtcWindow(DisclosureHost.Year.StartUtc, DisclosureHost.Year.StartUtc.AddMinutes(20));
        var id = await host.QueueAsync(
            DisclosureHost.Line("L1", "ann", DataCategory.ContentDm, ScopeCut.ToWindow(window, "WINDOW_OUTRUNS_AUTHORITY", ""), ScopeCut.WithoutCounterparties(["cyd"], "CATEGORY_NOT_COMPELLABLE", "")),
            DisclosureHost.Line("L2", "ann", DataCategory.Subscriber),
            DisclosureHost.Line("L3", "ann", DataCategory.Login),
            DisclosureHost.Line("L4", "nobody", DataCategory.Interaction),
            DisclosureHost.Line("L5", "bob", DataCategory.ContentDm, ScopeCut.WholeLine("NO_DATES", "")));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        var row = await host.RowAsync(id);
        Assert.Equal(13, row.Records);
        Assert.Equal(10 + 7 + 20, row.Withheld);
        var withheld = (await PackageContent.TextAsync(await host.PackageAsync(id), "data/withheld.csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"line\",\"target\",\"category\",\"reason_code\",\"reason\",\"count\"", withheld[0]);
        Assert.Collection(
            withheld.Skip(1),
            r => AssertRow(r, "L1", "WINDOW_OUTRUNS_AUTHORITY", 10),
            r => AssertRow(r, "L1", "CATEGORY_NOT_COMPELLABLE", 7),
            r => AssertRow(r, "L3", "not-held", 0),
            r => AssertRow(r, "L4", "searched-empty", 0),
            r => AssertRow(r, "L5", "NO_DATES", 20));
        Assert.Contains("\"ann\"", await PackageContent.TextAsync(await host.PackageAsync(id), "data/records/accounts.csv"), StringComparison.Ordinal);

        static void AssertRow(string row, string line, string code, long count)
        {
            Assert.StartsWith($"\"{line}\",", row, StringComparison.Ordinal);
            Assert.Contains($"\"{code}\"", row, StringComparison.Ordinal);
            Assert.EndsWith($",\"{count}\"", row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Build_OfLinesThatOverlap_LetsEachMessageOutOnce()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(20);
        var id = await host.QueueAsync(
            DisclosureHost.Line("L1", "ann", DataCategory.Interaction),
            DisclosureHost.Line("L2", null, DataCategory.ContentDm, ScopeCut.ToWindow(new UtcWindow(DisclosureHost.Year.StartUtc, DisclosureHost.Year.StartUtc.AddMinutes(5)), "NO_DATES", "")));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        var lines = (await PackageContent.TextAsync(await host.PackageAsync(id), "data/records/messages.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(20, lines.Length);
        Assert.Equal(5, lines.Count(l => l.Contains("\"authorisation_line\":\"L2\"", StringComparison.Ordinal) && l.Contains("\"body\":\"Text", StringComparison.Ordinal)));
        Assert.Equal(15, lines.Count(l => l.Contains("\"authorisation_line\":\"L1\"", StringComparison.Ordinal) && l.Contains("\"body\":null", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Build_OfAScopeThatFindsNothing_ReleasesAnEmptyPackage()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(3);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "nobody", DataCategory.ContentDm));

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        Assert.Equal(0, (await host.RowAsync(id)).Records);
        Assert.Empty(await PackageContent.MessageIdsAsync(await host.PackageAsync(id)));
    }

    [Fact]
    public async Task Build_OfThePackageThatIsDone_DoesNothing()
    {
        await using var host = await DisclosureHost.CreateAsync();
        await host.ImportAsync(3);
        var id = await host.QueueAsync(DisclosureHost.Line("L1", "ann", DataCategory.ContentDm));
        await host.BuildAsync(id);
        var before = await host.RowAsync(id);

        Assert.Equal(BuildOutcome.NothingToDo, await host.BuildAsync(id));
        Assert.Equal(BuildOutcome.NothingToDo, await host.BuildAsync(Guid.NewGuid()));
        Assert.Equal(before.Version, (await host.RowAsync(id)).Version);
    }
}

/// <summary>Looks into a delivered archive without any code of the portal's.</summary>
internal static class PackageContent
{
    public static async Task<string> TextAsync(string package, string path)
    {
        await using var zip = await ZipFile.OpenReadAsync(package, TestContext.Current.CancellationToken);
        var entry = zip.Entries.Single(e => e.FullName[(e.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..] == path);
        await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, new UTF8Encoding(false, true));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<List<string>> MessageIdsAsync(string package) =>
        [.. (await TextAsync(package, "data/records/messages.jsonl"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("message_id").GetString()!)];
}
