using System.IO.Compression;
using System.Text;
using Portal.Core.Archive.Embedded;
using Portal.Core.Legal;
using Portal.Core.Scopes;

namespace Portal.Tests.Core.Archive;

public sealed class ArchiveImportTests : IDisposable
{
    private readonly ArchiveFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","recipient":null,"text":"x"}""", QuarantineReason.UnusableTime, "sent_at is missing")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","recipient":null,"sent_at":null,"text":"x"}""", QuarantineReason.UnusableTime, "sent_at is missing")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"yesterday","text":"x"}""", QuarantineReason.UnusableTime, "sent_at is no ISO 8601 time with a zone")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00","text":"x"}""", QuarantineReason.UnusableTime, "sent_at is no ISO 8601 time with a zone")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"2024-02-30T10:00:00Z","text":"x"}""", QuarantineReason.UnusableTime, "sent_at is not an ISO 8601 time")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"0001-01-01T00:00:00Z","text":"x"}""", QuarantineReason.UnusableTime, "sent_at lies outside the years 1971 to 2100")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"1970-01-01T00:00:00Z","text":"x"}""", QuarantineReason.UnusableTime, "sent_at lies outside the years 1971 to 2100")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":1709287200,"text":"x"}""", QuarantineReason.UnusableTime, "sent_at is not an ISO 8601 time")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00Z"}""", QuarantineReason.MissingField, "text is missing")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sent_at":"2024-03-01T10:00:00Z","text":"x"}""", QuarantineReason.MissingField, "sender is missing")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":null,"sent_at":"2024-03-01T10:00:00Z","text":"x"}""", QuarantineReason.MissingField, "sender is missing")]
    [InlineData("""{"conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00Z","text":"x"}""", QuarantineReason.MissingField, "message_id is missing")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00Z","text":["x"]}""", QuarantineReason.UnusableValue, "text is not text")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00Z","text":"\ud83d"}""", QuarantineReason.Malformed, "a text is not valid Unicode")]
    [InlineData("""{"message_id":"m2","message_id":"m3","conversation_id":"c1","sender":"ann","sent_at":"2024-03-01T10:00:00Z","text":"x"}""", QuarantineReason.Malformed, "message_id stands there twice")]
    [InlineData("""{"message_id":"m2","conversation_id":"c1","sender":"ann",""", QuarantineReason.Malformed, "no valid JSON at byte 56")]
    [InlineData("""[1]""", QuarantineReason.Malformed, "the line is not a JSON object")]
    [InlineData("""{"record":"membership","conversation_id":"c1","account_id":"ann","joined_at":"2024-03-01T10:00:00Z","left_at":"2024-03-01T10:00:00Z"}""", QuarantineReason.UnusableTime, "left_at is not after joined_at")]
    public async Task Import_UnusableLine_IsNamedAndKeptAndTheRestImported(string line, QuarantineReason reason, string detail)
    {
        var archive = folder.New();
        var setAside = new Collected<QuarantinedLine>();

        var result = await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1") + line + "\n\n" + ArchiveFolder.Message("m9"), setAside: setAside);

        var expected = new QuarantinedLine("rows.ndjson", 2, reason, detail);
        Assert.Equal([expected], setAside.All);
        Assert.Equal([expected], await new ArchiveQuarantine(archive).ListAsync(0, 10, Ct));
        Assert.Equal((3, 2, 1), (result.Lines, result.Messages, result.QuarantinedTotal));
        Assert.Equal(["m1", "m9"], await Ids(archive));
    }

    [Fact]
    public async Task Import_RepeatedIds_AreSetAsideBySameAndOtherContent()
    {
        var archive = folder.New();
        var setAside = new Collected<QuarantinedLine>();

        var rows = ArchiveFolder.Message("m1") + ArchiveFolder.Message("m1") + ArchiveFolder.Message("m1", text: "other");
        var result = await ArchiveFolder.Import(archive, rows, setAside: setAside);

        Assert.Equal(1, result.Messages);
        Assert.Equal([(2L, QuarantineReason.RepeatedIdSameContent), (3L, QuarantineReason.RepeatedIdOtherContent)], setAside.All.Select(line => (line.Line, line.Reason)));
    }

    [Fact]
    public async Task Import_SameFileAgain_DoublesAndReportsNothing()
    {
        var archive = folder.New();
        var rows = ArchiveFolder.Message("m1") + ArchiveFolder.Message("m1") + "broken\n" + ArchiveFolder.Message("m2")
            + ArchiveFolder.Row(new { record = "account", account_id = "ann", handle = "ann.b" })
            + ArchiveFolder.Row(new { record = "membership", conversation_id = "c1", account_id = "ann", joined_at = "2024-01-01T00:00:00Z" });
        var first = await ArchiveFolder.Import(archive, rows);
        var setAside = new Collected<QuarantinedLine>();

        var second = await ArchiveFolder.Import(archive, rows, setAside: setAside);
        var copied = await ArchiveFolder.Import(archive, ArchiveFolder.Message("m2") + ArchiveFolder.Message("m3"), "other.ndjson");

        Assert.Equal((2, 2), (first.Messages, first.QuarantinedTotal));
        Assert.Equal((0, 6, 0), (second.Messages, second.AlreadyPresent, second.QuarantinedTotal));
        Assert.Empty(setAside.All);
        Assert.Equal((1, 1, 0), (copied.Messages, copied.AlreadyPresent, copied.QuarantinedTotal));
        Assert.Equal(2, await new ArchiveQuarantine(archive).CountAsync(Ct));
    }

    [Fact]
    public async Task Import_CalledOffInTheMiddleAndRunAgain_IsComplete()
    {
        var archive = folder.New();
        var rows = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 12_000).Select(number => ArchiveFolder.Message($"m{number:00000}"))));
        using var called = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var import = new ArchiveImport(archive);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => import.FromStreamAsync(new MemoryStream(rows), "rows", new Stop(called), null, called.Token));

        var result = await import.FromStreamAsync(new MemoryStream(rows), "rows", null, null, Ct);

        Assert.Equal((7000, 5000), (result.Messages, result.AlreadyPresent));
        Assert.Equal(Enumerable.Range(0, 12_000).Select(number => $"m{number:00000}"), await Ids(archive));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.9999)]
    public async Task Import_GzipCutShort_SaysSoAndKeepsWhatWasRead(double share)
    {
        var archive = folder.New();
        var random = new Random(1);
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(number => ArchiveFolder.Message($"m{number:00000}", text: random.NextInt64().ToString("x", System.Globalization.CultureInfo.InvariantCulture))));
        var packed = Gzip(rows);
        var path = Path.Combine(folder.Folder, "rows.ndjson.gz");
        await File.WriteAllBytesAsync(path, packed[..(int)(packed.Length * share)], Ct);

        var failed = await Assert.ThrowsAsync<ArchiveImportException>(() => new ArchiveImport(archive).FromFileAsync(path, null, null, Ct));

        Assert.Contains("cut off", failed.Message, StringComparison.Ordinal);
        Assert.True(failed.SoFar!.Messages > 0);
        Assert.Equal(0, failed.SoFar.QuarantinedTotal);
        Assert.Equal(failed.SoFar.Messages, (await Ids(archive)).Count);
    }

    [Fact]
    public async Task Import_GzipOfTwoMembersUnderAnyName_IsReadWhole()
    {
        var archive = folder.New();
        var path = Path.Combine(folder.Folder, "rows.txt");
        await File.WriteAllBytesAsync(path, [.. Gzip(ArchiveFolder.Message("m1")), .. Gzip(ArchiveFolder.Message("m2"))], Ct);

        var result = await new ArchiveImport(archive).FromFileAsync(path, null, null, Ct);

        Assert.Equal(2, result.Messages);
    }

    [Fact]
    public async Task Import_MissingFile_SaysSo() =>
        await Assert.ThrowsAsync<ArchiveImportException>(() => new ArchiveImport(folder.New()).FromFileAsync(Path.Combine(folder.Folder, "none"), null, null, Ct));

    [Fact]
    public async Task Import_WindowsLineEndsAndByteOrderMark_AreNoPartOfTheRows()
    {
        var archive = folder.New();

        var result = await ArchiveFolder.Import(archive, "\uFEFF" + (ArchiveFolder.Message("m1") + ArchiveFolder.Message("m2")).ReplaceLineEndings("\r\n"));

        Assert.Equal((2, 0), (result.Messages, result.QuarantinedTotal));
    }

    [Fact]
    public async Task Import_TimeWithOffset_IsConverted()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1", "2024-03-01T01:30:00+02:00") + ArchiveFolder.Message("m2", "2024-02-29 23:30:00.5Z"));

        var records = await Records(archive, RecordSelector.For("ann", null, DataCategory.ContentDm, Always));

        Assert.Equal(["2024-02-29T23:30:00.0000000+00:00", "2024-02-29T23:30:00.5000000+00:00"], records.Select(record => record.SentUtc.ToString("O")));
    }

    [Fact]
    public async Task Read_EditWithoutTheEarlierText_DoesNotDiscloseWhatWasWrittenAfterTheWindow()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, ArchiveFolder.Row(new
        {
            message_id = "m1", conversation_id = "c1", sender = "ann", recipient = "bob", sent_at = "2024-03-01T10:00:00Z", text = "written later", edited_at = "2024-03-02T00:00:00Z", edited_by = "ann",
        }));
        var day = new UtcWindow(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2024, 3, 2, 0, 0, 0, TimeSpan.Zero));

        var within = Assert.Single(await Records(archive, RecordSelector.For("ann", null, DataCategory.ContentDm, day)));
        var whole = Assert.Single(await Records(archive, RecordSelector.For("ann", null, DataCategory.ContentDm, Always)));

        Assert.Null(within.Body);
        Assert.Equal(day.EndUtc, within.EditedUtc);
        Assert.Equal("written later", whole.Body);
    }

    [Fact]
    public async Task File_AfterImport_HoldsNoTextInTheClear()
    {
        var archive = folder.Open("sealed.db");
        await ArchiveFolder.Import(archive, ArchiveFolder.Row(new
        {
            message_id = "m1", conversation_id = "c1", sender = "ann", recipient = "bob", sent_at = "2024-03-01T10:00:00Z", text = "now-secret-now",
            edits = new[] { new { text = "old-secret-old", replaced_at = "2024-03-01T10:01:00Z" } },
        }) + """{"message_id":"m2","text":"bad-secret-bad"}""" + "\n");

        var bytes = Directory.GetFiles(folder.Folder, "sealed.db*").SelectMany(File.ReadAllBytes).ToArray();

        Assert.NotEqual(-1, bytes.AsSpan().IndexOf("m1"u8));
        foreach (var secret in new[] { "now-secret-now", "old-secret-old", "bad-secret-bad" }) Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task Read_BodiesExchangedInTheFile_IsFoundOut()
    {
        var archive = folder.New();
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1", text: "one") + ArchiveFolder.Message("m2", text: "two"));
        using (var connection = archive.File.Connect())
            connection.Run("UPDATE message SET body = (SELECT o.body FROM message o WHERE o.message_id <> message.message_id) WHERE message_id = 'm1'");

        await Assert.ThrowsAsync<ArchiveTamperedException>(() => Records(archive, RecordSelector.For("ann", null, DataCategory.ContentDm, Always)));
    }

    [Fact]
    public async Task Open_WithOtherKeys_IsRefusedAtOnce()
    {
        var archive = folder.Open("a.db");
        await ArchiveFolder.Import(archive, ArchiveFolder.Message("m1"));
        using var other = new ArchiveFolder();

        Assert.Throws<ArchiveFileException>(() => new EmbeddedArchive(new EmbeddedArchiveOptions { File = Path.Combine(folder.Folder, "a.db") }, other.Vault, TimeProvider.System));
    }

    public void Dispose() => folder.Dispose();

    private static UtcWindow Always { get; } = new(new DateTimeOffset(1971, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static async Task<List<Portal.Core.Archive.MessageRecord>> Records(EmbeddedArchive archive, RecordSelector selector) =>
        await MessageArchiveContract.Read(archive, MessageArchiveContract.Scope([MessageArchiveContract.Line(selector)]), null, await archive.MarkAsync(Ct));

    private static async Task<List<string>> Ids(EmbeddedArchive archive) =>
        [.. (await Records(archive, RecordSelector.For(null, "c1", DataCategory.Interaction, Always))).Select(record => record.MessageId)];

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => source.Cancel();
    }
}
