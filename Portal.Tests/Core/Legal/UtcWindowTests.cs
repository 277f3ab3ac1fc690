using CsCheck;
using Portal.Core.Legal;

namespace Portal.Tests.Core.Legal;

public sealed class UtcWindowTests
{
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<UtcWindow> Windows =
        Gen.Select(Gen.Int[0, 50], Gen.Int[1, 50], (start, length) => new UtcWindow(Origin.AddHours(start), Origin.AddHours(start + length)));

    [Fact]
    public void Intersect_AnyTwo_HoldsExactlyWhatBothHold() =>
        Gen.Select(Windows, Windows, Gen.Int[0, 110]).Sample((a, b, hour) =>
        {
            var moment = Origin.AddHours(hour);
            Assert.Equal(a.Contains(moment) && b.Contains(moment), a.Intersect(b) is { } both && both.Contains(moment));
            Assert.Equal(a.Intersect(b), b.Intersect(a));
        });

    [Fact]
    public void Contains_Ends_AreHalfOpen()
    {
        var window = new UtcWindow(Origin, Origin.AddHours(1));

        Assert.True(window.Contains(window.StartUtc));
        Assert.False(window.Contains(window.EndUtc));
        Assert.Null(window.Intersect(new UtcWindow(window.EndUtc, window.EndUtc.AddHours(1))));
    }

    [Fact]
    public void Constructor_EmptyReversedOrNotUtc_Throws()
    {
        Assert.Throws<ArgumentException>(() => new UtcWindow(Origin, Origin));
        Assert.Throws<ArgumentException>(() => new UtcWindow(Origin.AddHours(1), Origin));
        Assert.Throws<ArgumentException>(() => new UtcWindow(Origin, Origin.AddHours(9).ToOffset(TimeSpan.FromHours(1))));
    }

    [Theory]
    [InlineData(86_400 * 31 + 3_600, "31 days and 1 hour")]
    [InlineData(3_600, "1 hour")]
    [InlineData(86_400 + 3_600 * 2 + 61, "1 day, 2 hours, 1 minute and 1 second")]
    public void DurationInWords_IsPlain(int seconds, string words) =>
        Assert.Equal(words, new UtcWindow(Origin, Origin.AddSeconds(seconds)).DurationInWords);

    [Fact]
    public void ToString_IsMachineReadable() =>
        Assert.Equal("[2026-01-01T00:00:00Z, 2026-01-01T00:30:00Z)", new UtcWindow(Origin, Origin.AddMinutes(30)).ToString());
}
