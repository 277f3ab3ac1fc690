using Portal.Core.Archive;
using Portal.Core.Disclosures.Transcript;
using Portal.Tests.Core.Pdf;

namespace Portal.Tests.Core.Disclosures;

public sealed class OrderClockTests : PdfTrial
{
    [Theory]
    [InlineData("America/Los_Angeles", "2025-01-14T02:48:44Z", "13 Jan 18:48:44 -08:00")]
    [InlineData("America/Los_Angeles", "2025-11-02T08:30:00Z", "2 Nov 01:30:00 -07:00")]
    [InlineData("America/Los_Angeles", "2025-11-02T09:30:00Z", "2 Nov 01:30:00 -08:00")]
    [InlineData("Asia/Kathmandu", "2025-01-14T02:48:44Z", "14 Jan 08:33:44 +05:45")]
    public void Time_InTheOrdersZone_HasDayAndOffset(string zone, string at, string told) =>
        Assert.Equal(told, OrderClock.Of(zone)!.Tell(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(null)]
    [InlineData("UTC")]
    [InlineData("Nowhere/Land")]
    public void Zone_ThatAddsNothing_GivesNoClock(string? zone) => Assert.Null(OrderClock.Of(zone));

    [Fact]
    public async Task Transcript_OfAnOrderInAZone_TellsBothTimes()
    {
        var (path, _) = Write(document => TranscriptMessages.WriteAsync(document, Messages(), "America/Los_Angeles", 25_001, _ => { }, CancellationToken.None).GetAwaiter().GetResult());
        var text = await Judge.TextAsync(path);
        Assert.Contains("02:48:44", text, StringComparison.Ordinal);
        Assert.Contains("13 Jan 18:48:44 -08:00", text, StringComparison.Ordinal);
        Assert.Contains("No. 25,001", text, StringComparison.Ordinal);
        Assert.Contains("Tuesday 14 January 2025", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outline_OfADay_LeadsToEachConversationOnce()
    {
        var (path, _) = Write(document => TranscriptMessages.WriteAsync(document, Messages(), zone: null, 1, _ => { }, CancellationToken.None).GetAwaiter().GetResult());
        var (exit, outline) = await Judge.RunAsync("mutool", "show", path, "outline");
        Assert.True(exit == 0, outline);
        var titles = outline.Split('\n').Where(line => line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split('"')[1]).ToList();
        Assert.Equal(["Tuesday 14 January 2025", "ann to ben · c1", "ann to ben and 1 more · c2", "Wednesday 15 January 2025", "ann to ben · c1"], titles);
    }

    private static async IAsyncEnumerable<MessageRecord> Messages()
    {
        await Task.CompletedTask;
        yield return Message(0, "c1", "ben");
        yield return Message(1, "c2", "ben", "cleo");
        yield return Message(2, "c1", "ben");
        yield return Message(60 * 24, "c1", "ben");
    }

    private static MessageRecord Message(int minute, string conversation, params string[] to)
    {
        var sent = new DateTimeOffset(2025, 1, 14, 2, 48, 44, TimeSpan.Zero).AddMinutes(minute);
        return new MessageRecord($"m{minute}", conversation, "ann", "ann", [.. to], sent, null, null, null, null, "message", "Hello", [], null, null, new ReadPosition(sent, minute), "L1");
    }
}
