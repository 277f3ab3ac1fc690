using System.IO.Compression;
using System.Text.Json;
using Portal.Core.Archive;
using Portal.Core.Archive.Embedded;
using Portal.Core.Legal;
using Portal.Core.Scopes;
using Portal.Tests.Support;

namespace Portal.Tests.Core.Archive;

/// <summary>133,885 real chat lines, against plain loops over the same JSON.</summary>
public sealed class IrcArchiveTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    [Fact]
    public async Task Read_AccountsAndConversations_EqualsPlainLoopsOverTheFile()
    {
        var file = SharedData.Demand("messages/irc.ndjson.gz");
        var ct = TestContext.Current.CancellationToken;
        var archive = folder.New();
        var result = await new ArchiveImport(archive).FromFileAsync(file, null, null, ct);
        var rows = Rows(file);
        Assert.Equal((rows.Count, 0), (result.Messages, result.QuarantinedTotal));
        var mark = await archive.MarkAsync(ct);

        foreach (var account in rows.GroupBy(row => row.Sender).OrderByDescending(group => group.Count()).Select(group => group.Key).OfType<string>().Where((_, at) => at % 150 == 0).Take(8))
        {
            foreach (var year in new[] { 2004, 2008, 2012 })
            {
                var window = new UtcWindow(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(year + 4, 6, 15, 12, 30, 0, TimeSpan.Zero));
                await Compare(RecordSelector.For(account, null, DataCategory.ContentDm, window), row => row.Sender == account || row.Recipient == account);
                await Compare(RecordSelector.For(account, null, DataCategory.ContentDm, window, Direction.Sent), row => row.Sender == account);
                await Compare(RecordSelector.For(account, "#ubuntu", DataCategory.ContentDm, window, Direction.Received), row => row.Conversation == "#ubuntu" && row.Recipient == account);
            }
        }
        foreach (var conversation in rows.Select(row => row.Conversation).Distinct())
            await Compare(RecordSelector.For(null, conversation, DataCategory.ContentDm, new UtcWindow(rows.Min(row => row.Sent), rows.Max(row => row.Sent))), row => row.Conversation == conversation);

        async Task Compare(RecordSelector selector, Func<Row, bool> takes)
        {
            var expected = rows.Where(row => selector.Window.Contains(row.Sent) && takes(row)).OrderBy(row => row.Sent).Select(row => (row.Id, row.Text)).ToList();
            var scope = MessageArchiveContract.Scope([MessageArchiveContract.Line(selector)]);
            var records = await MessageArchiveContract.Read(archive, scope, null, mark);
            Assert.Equal(expected, records.Select(record => (record.MessageId, record.Body!)));
            Assert.Equal(expected.Count, await archive.CountAsync(selector, mark, ct));
            var fingerprint = new RecordFingerprint();
            foreach (var record in records) fingerprint.Add(record.MessageId);
            Assert.Equal(fingerprint.ToString(), (await archive.RecountAsync(scope, mark, ct)).Fingerprint);
        }
    }

    [Theory]
    [InlineData("messages/multilingual.ndjson.gz", 9782)]
    [InlineData("messages/nasty.ndjson.gz", 6660)]
    public async Task Import_HostileAndForeignTexts_ComeBackExactly(string name, int count)
    {
        var file = SharedData.Demand(name);
        var archive = folder.New();
        var result = await new ArchiveImport(archive).FromFileAsync(file, null, null, TestContext.Current.CancellationToken);
        var rows = Rows(file);
        Assert.Equal((count, count), (result.Messages, rows.Count));

        var whole = new UtcWindow(rows.Min(row => row.Sent), rows.Max(row => row.Sent).AddTicks(1));
        var lines = rows.Select(row => row.Conversation).Distinct().Select((conversation, at) => MessageArchiveContract.Line(RecordSelector.For(null, conversation, DataCategory.ContentDm, whole), $"L{at}"));
        var records = await MessageArchiveContract.Read(archive, MessageArchiveContract.Scope([.. lines]), null, await archive.MarkAsync(TestContext.Current.CancellationToken));

        Assert.Equal(rows.OrderBy(row => row.Sent).Select(row => (row.Id, row.Text)), records.Select(record => (record.MessageId, record.Body!)));
    }

    public void Dispose() => folder.Dispose();

    private static List<Row> Rows(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var rows = new List<Row>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement;
            rows.Add(new Row(row.GetProperty("message_id").GetString()!, row.GetProperty("conversation_id").GetString()!, row.GetProperty("sender").GetString(),
                row.GetProperty("recipient").GetString(), row.GetProperty("sent_at").GetDateTimeOffset(), row.GetProperty("text").GetString()!));
        }
        return rows;
    }

    private sealed record Row(string Id, string Conversation, string? Sender, string? Recipient, DateTimeOffset Sent, string Text);
}
