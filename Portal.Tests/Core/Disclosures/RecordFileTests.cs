using System.Buffers;
using System.Text;
using System.Text.Json;
using Portal.Core.Archive;
using Portal.Core.Disclosures.Records;
using Portal.Core.Disclosures.Verification;

namespace Portal.Tests.Core.Disclosures;

public sealed class RecordFileTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r\n=1", "'\r\n'=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("﹦1", "'﹦1")]
    [InlineData("−1", "'−1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\u200b=1", "'\u200b=1")]
    [InlineData("\ufeff=1", "'\ufeff=1")]
    [InlineData("\"=1", "'\"=1")]
    [InlineData("“=1", "'“=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("hello;=1", "hello;'=1")]
    [InlineData("hello|=1", "hello|'=1")]
    [InlineData("hello\n=1", "hello\n'=1")]
    [InlineData("hello\";\"=1", "hello\";'\"=1")]
    [InlineData("\0=1", "'\u2400=1")]
    [InlineData("a = b, c - d", "a = b, c - d")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("it's 1-1", "it's 1-1")]
    [InlineData("\u001b[31m", "\u241b[31m")]
    public void Cell_ThatASpreadsheetCouldRun_IsNeutralised(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));

    [Fact]
    public async Task Csv_OfHostileTexts_ReadsBackCellByCell()
    {
        string[] texts = ["a,b", "say \"hi\"", "two\r\nlines", "", "=cmd|' /C calc'!A0", "\ud83d\ude00 مرحبا", "\"\"", ",", "\r"];
        var output = new ArrayBufferWriter<byte>();
        foreach (var text in texts) CsvRow.Write(output, [text, "end"]);
        var rows = new List<List<string>>();
        await foreach (var row in CsvReader.ReadAsync(new MemoryStream(output.WrittenSpan.ToArray()), TestContext.Current.CancellationToken)) rows.Add([.. row]);
        Assert.Equal(texts.Select(CsvCell.Of), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal("end", row[1]));
    }

    [Theory]
    [InlineData("\"a")]
    [InlineData("\"a\"b\r\n")]
    [InlineData("a\"b\r\n")]
    [InlineData("a\rb")]
    [InlineData("a,b")]
    public async Task Csv_ThatIsBroken_IsRefused(string text) => await Assert.ThrowsAsync<FormatException>(async () =>
    {
        await foreach (var _ in CsvReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
        {
        }
    });

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\ud83d alone")]
    [InlineData("alone \ude00")]
    [InlineData("\ude00\ud83d")]
    [InlineData("\ud83d\ud83d\ude00\ude00")]
    [InlineData("emoji \ud83d\ude00 and 漢字 and עברית")]
    [InlineData("\"\\/\b\f\n\r\t\0\u001f\u007f\u0085\u2028\u2029\ufeff\uffff")]
    public void JsonLine_OfAnyText_IsOneLineAndReadsBackExactly(string body)
    {
        var record = Record(body) with { EarlierVersions = [new MessageVersion(body, Sent.AddTicks(1), null)], SenderHandleThen = body };
        var output = new ArrayBufferWriter<byte>();
        MessageJson.Write(output, record);
        var line = output.WrittenSpan;
        Assert.Equal((byte)'\n', line[^1]);
        Assert.Equal(1, line.Count((byte)'\n'));

        var read = MessageJson.Parse(line[..^1]);

        Assert.Equal(body, read.Body);
        Assert.Equal(body, read.SenderHandleThen);
        Assert.Equal(body, read.EarlierVersions.Single().Body);
        Assert.Equal(record.EarlierVersions.Single().ReplacedUtc, read.EarlierVersions.Single().ReplacedUtc);
        Assert.Equal(record.SentUtc, read.SentUtc);
        Assert.Equal(record.RecipientIds, read.RecipientIds);
        Assert.Equal(record with { RecipientIds = default, EarlierVersions = default }, read with { RecipientIds = default, EarlierVersions = default });
        // Any other JSON parser takes the line too.
        using var document = JsonDocument.Parse(line[..^1].ToArray());
        Assert.Equal("m1", document.RootElement.GetProperty("message_id").GetString());
    }

    [Fact]
    public void JsonLine_ThatIsNotOurs_IsRefusedWithoutQuotingIt()
    {
        var output = new ArrayBufferWriter<byte>();
        MessageJson.Write(output, Record("secret"));
        var line = Encoding.UTF8.GetString(output.WrittenSpan[..^1]);
        foreach (var broken in new[]
        {
            "", "[]", "{}", line + "x", line[..^1], line.Replace("\"type\":", "\"kind\":", StringComparison.Ordinal),
            line.Replace("\"message_id\":\"m1\"", "\"message_id\":null", StringComparison.Ordinal),
            line.Replace("{\"message_id\"", "{\"body\":\"secret\",\"message_id\"", StringComparison.Ordinal),
            line.Replace("\"source_sequence\":7", "\"source_sequence\":\"7\"", StringComparison.Ordinal),
            line.Replace("Z\"", "+02:00\"", StringComparison.Ordinal),
            line.Replace("\"recipient_ids\":[\"bob\"]", "\"recipient_ids\":[1]", StringComparison.Ordinal),
        })
        {
            var refused = Assert.Throws<FormatException>(() => MessageJson.Parse(Encoding.UTF8.GetBytes(broken)));
            Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lines_OfAnyLength_AreReadWhole()
    {
        var lines = Enumerable.Range(0, 300).Select(i => new string((char)('a' + i % 26), i * 700 % 200_000)).ToList();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var read = new List<string>();
        await foreach (var line in TextLines.ReadAsync(stream, 1_000_000, TestContext.Current.CancellationToken)) read.Add(Encoding.UTF8.GetString(line.Span));
        Assert.Equal(lines, read);
        stream.Position = 0;
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var _ in TextLines.ReadAsync(stream, 1000, TestContext.Current.CancellationToken))
            {
            }
        });
    }

    private static readonly DateTimeOffset Sent = new DateTimeOffset(2026, 1, 31, 9, 5, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static MessageRecord Record(string body) => new(
        "m1", "c1", "ann", "ann_then", ["bob"], Sent, Sent.AddHours(1), "ann", null, null, "message", body, [], null, null, new ReadPosition(Sent, 7), "L1");
}
