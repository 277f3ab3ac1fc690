using System.Diagnostics;
using Portal.Core.Disclosures;
using Portal.Core.Disclosures.Verification;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Disclosures;

/// <summary>Texts that nobody here wrote.</summary>
public sealed class RealChatBuildTests
{
    private static readonly UtcWindow Ever = new(new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("messages/nasty.ndjson.gz")]
    [InlineData("messages/multilingual.ndjson.gz")]
    public async Task Build_OfWholeConversations_IsVerifiedAndReadBySpreadsheetRules(string file)
    {
        var path = SharedData.Demand(file);
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 1000));
        await host.ImportFileAsync(path);
        var conversations = await ConversationsAsync(path);
        var id = await host.QueueAsync([.. conversations.Take(40).Select((conversation, i) =>
            new ScopeLine($"L{i + 1}", conversation, RecordSelector.For(null, conversation, DataCategory.ContentDm, Ever), []))]);

        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));

        var package = await host.PackageAsync(id);
        var report = await new PackageVerifier().VerifyAsync(package, null, TestContext.Current.CancellationToken);
        Assert.True(report.Passed, string.Join('\n', report.Checks));
        Assert.True((await host.RowAsync(id)).Records > 100);
        var csv = await PackageContent.TextAsync(package, "data/records/messages.csv");
        await foreach (var row in CsvReader.ReadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), TestContext.Current.CancellationToken))
            Assert.DoesNotContain(row, cell => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Build_OfTheBusiestAccountOfARealChannel_TellsRequestedAuthorisedAndWithheldApart()
    {
        var path = SharedData.Demand("messages/irc.ndjson.gz");
        await using var host = await DisclosureHost.CreateAsync(new DisclosureHost.Setup(SegmentRecords: 5000));
        await host.ImportFileAsync(path);
        var (busiest, conversation) = await BusiestAsync(path);
        var half = new UtcWindow(new(2008, 1, 1, 0, 0, 0, TimeSpan.Zero), Ever.EndUtc);
        var id = await host.QueueAsync(
            new ScopeLine("L1", busiest, RecordSelector.For(busiest, null, DataCategory.ContentDm, Ever, Direction.Sent), [ScopeCut.ToWindow(half, "WINDOW_OUTRUNS_AUTHORITY", "")]),
            new ScopeLine("L2", conversation, RecordSelector.For(null, conversation, DataCategory.Interaction, Ever), []));

        var clock = Stopwatch.StartNew();
        Assert.Equal(BuildOutcome.Built, await host.BuildAsync(id));
        TestContext.Current.TestOutputHelper?.WriteLine($"{(await host.RowAsync(id)).Records} records in {clock.Elapsed.TotalSeconds:N1} s");

        var package = await host.PackageAsync(id);
        var report = await new PackageVerifier(null, host.Signer.PublicKeyPem).VerifyAsync(package, null, TestContext.Current.CancellationToken);
        Assert.True(report.Passed, string.Join('\n', report.Checks));
    }

    private static async Task<List<string>> ConversationsAsync(string path) =>
        [.. (await RowsAsync(path)).Select(row => row.Conversation).Distinct(StringComparer.Ordinal)];

    private static async Task<(string Sender, string Conversation)> BusiestAsync(string path)
    {
        var rows = await RowsAsync(path);
        return (rows.GroupBy(row => row.Sender).MaxBy(group => group.Count())!.Key, rows.GroupBy(row => row.Conversation).MaxBy(group => group.Count())!.Key);
    }

    private static async Task<List<(string Sender, string Conversation)>> RowsAsync(string path)
    {
        await using var file = File.OpenRead(path);
        await using var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        var rows = new List<(string, string)>();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            using var row = System.Text.Json.JsonDocument.Parse(line);
            if (row.RootElement.TryGetProperty("sender", out var sender) && sender.ValueKind == System.Text.Json.JsonValueKind.String && row.RootElement.TryGetProperty("conversation_id", out var conversation))
                rows.Add((sender.GetString()!, conversation.GetString()!));
        }
        return rows;
    }
}
